Imports System.Threading

''' <summary>Fields, properties with parameters, ByRef arguments with copy-in and copy-out, SyncLock, late arrays, WithEvents.</summary>
Public NotInheritable Class VisualFields
    Inherits Construct

    Private _number As Integer = 1
    Private _text As String
    Private _size As VisualSize
    Private _items As Integer() = {1, 2, 3}
    Private _grid As Integer(,) = {{1, 2}, {3, 4}}
    Private _maybe As Integer?
    Private ReadOnly _list As New List(Of Integer) From {5}
    Private ReadOnly _gate As New Object()
    Private ReadOnly _map As New Dictionary(Of String, Integer)
    Private _count As Integer

    Public Structure VisualSize
        Public Width As Integer
        Public Height As Integer

        Public Sub Grow(by As Integer)
            Width += by
            Height *= by
        End Sub
    End Structure

    Public Property Automatic As Integer = 3

    Default Public Property Item(index As Integer) As Integer
        Get
            Return _items(index)
        End Get
        Set(value As Integer)
            _items(index) = value
        End Set
    End Property

    Public Overrides Function Act() As String
        _number += 4
        _text &= "text"
        _size.Width = 2
        _size.Height = 3
        _size.Grow(5)
        Double2(_number)
        Double2(_size.Width)
        Double2(Automatic)
        Me(1) *= 10
        Double2(Me(2))
        Double2(_items(0))
        ReDim Preserve _items(4)
        _items(4) = 9
        _grid(1, 1) += 5
        Double2(_grid(0, 1))
        ReDim Preserve _grid(1, 2)
        _grid(1, 2) = 6
        _maybe = If(_maybe, 7)
        _maybe += 1
        _list.Add(6)
        _map("one") = 1
        SyncLock _gate
            _count += 1
        End SyncLock
        Interlocked.Add(_count, 20)
        With _size
            .Height += 1
        End With
        Dim caught As String = ""
        Try
            Throw New InvalidOperationException("thrown")
        Catch e As InvalidOperationException When _count = 21
            caught = e.Message
        End Try
        Dim sum As Integer = 0
        For Each entry In From element In _items Where element > 2 Select element
            sum += entry
        Next
        Return $"{sum} {caught} {String.Join(",", Steps())}"
    End Function

    Public Overrides Function Show() As String
        Return $"{_number} {_text} {_size.Width}x{_size.Height} {String.Join(",", _items)} {_maybe} {String.Join(",", _list)} {String.Join(",", _grid.Cast(Of Integer)())} {Automatic} {_map("one")} {_count}"
    End Function

    Private Iterator Function Steps() As IEnumerable(Of Integer)
        For i = 1 To 3
            _number += i
            Yield _number
        Next
    End Function

    Private Shared Sub Double2(ByRef number As Integer)
        number *= 2
    End Sub
End Class
