Public Module Program
    Public Root As World

    Public Sub Main(arguments As String())
        Root = New World() ' unlocked
        Root.Simple()
        Root.Nested(arguments.Length > 0)
        World.ByStatic()
        Root.Modern()
        Root.Tried()
        For Each number In Root.Steps()
            Console.WriteLine(number)
        Next
        Root.Awaited().Wait()
        Root.Calls()
    End Sub
End Module
