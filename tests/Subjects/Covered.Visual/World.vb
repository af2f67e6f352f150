Imports System.Threading

''' <summary>Writes shared state under the locks of Visual Basic. The comment at the end of each line that writes says what the analysis must find.</summary>
Public Class World
    Private ReadOnly _gate As New Object()
    Private ReadOnly _modern As New Lock()
    Private ReadOnly _numbers As New List(Of Integer)
    Private Shared ReadOnly s_gate As New Object()
    Private _count As Integer

    Public Sub Simple()
        SyncLock _gate
            _count += 1 ' covered: this._gate
            _numbers.Add(_count) ' covered: this._gate
        End SyncLock
        _count -= 1 ' unlocked
    End Sub

    Public Sub Nested(leave As Boolean)
        SyncLock Me
            SyncLock _gate
                If leave Then Return
                _count = 1 ' covered: this, this._gate
            End SyncLock
            _count = 2 ' covered: this
        End SyncLock
    End Sub

    Public Shared Sub ByStatic()
        SyncLock s_gate
            Root._count = 1 ' covered: Covered.World.s_gate
        End SyncLock
        SyncLock GetType(World)
            Root._count = 2 ' covered: typeof(Covered.World)
        End SyncLock
    End Sub

    Public Sub Modern()
        _modern.Enter()
        Try
            _count = 1 ' covered: this._modern
        Finally
            _modern.Exit()
        End Try
        _count = 2 ' unlocked
    End Sub

    Public Sub Tried()
        If Monitor.TryEnter(_gate) Then
            Try
                _count = 1 ' covered: this._gate
            Finally
                Monitor.Exit(_gate)
            End Try
        Else
            _count = 2 ' unlocked
        End If
    End Sub

    Public Iterator Function Steps() As IEnumerable(Of Integer)
        SyncLock _gate
            _count = 1 ' covered: this._gate
        End SyncLock
        Yield _count
        _count = 2 ' unknown
    End Function

    Public Async Function Awaited() As Task
        SyncLock _gate
            _count = 1 ' covered: this._gate
        End SyncLock
        Await Task.Yield()
        _count = 2 ' unlocked
    End Function

    Public Sub Calls()
        SyncLock _gate
            Inner()
        End SyncLock
    End Sub

    Private Sub Inner()
        _count = 1 ' covered: this._gate
    End Sub
End Class
