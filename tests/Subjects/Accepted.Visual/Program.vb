Imports Accepted

Public Module Program
    Public Sub Main(args As String())
        Runner.Run(GetType(VisualFields).Assembly, args)
    End Sub
End Module
