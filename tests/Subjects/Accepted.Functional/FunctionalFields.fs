namespace Functional

open System.Collections.Generic
open System.Threading
open Accepted

[<Struct>]
type Size =
    val mutable Width: int
    val mutable Height: int
    member this.Grow(by: int) = this.Width <- this.Width + by

type Person = { Name: string; mutable Age: int }

[<Struct>]
type Point = { X: int; mutable Y: int }

type Shape =
    | Circle of radius: int
    | Square of side: int * name: string
    | Nothing

[<AbstractClass>]
type Measure() =
    abstract Of: string -> int
    member this.Twice(text: string) = this.Of text * 2

/// Object expressions, mutable fields, records, unions, structs, byrefs, arrays, closures and tail calls of F#.
type FunctionalFields() =
    inherit Construct()

    [<DefaultValue>]
    val mutable private explicitField: int

    let mutable number = 1
    let mutable text = ""
    let mutable size = Size()
    let mutable person = { Name = "Ada"; Age = 36 }
    let mutable point = { X = 1; Y = 2 }
    let mutable shape = Nothing
    let mutable count = 0
    let items = [| 1; 2; 3 |]
    let matrix = Array2D.zeroCreate<int> 2 2
    let list = List<int>()

    // What it captures is stored before the constructor of its base class is called.
    let measureWith (factor: int) (more: int) =
        { new Measure() with
            member _.Of text = text.Length * factor + more }

    let mutable measure = measureWith 1 0

    let double (place: byref<int>) = place <- place * 2

    let rec addTo (target: int) (more: int) =
        if more = 0 then
            number
        else
            number <- number + target
            addTo target (more - 1)

    member val Automatic = 5 with get, set

    override this.Act() =
        number <- number + 4
        text <- text + "text"
        size.Width <- 3
        size.Grow 4
        size.Height <- size.Width
        double &number
        double &size.Width
        double &items.[1]
        items.[0] <- 10
        matrix.[0, 1] <- 3
        matrix.[0, 1] <- matrix.[0, 1] * 2
        double &matrix.[0, 1]
        person <- { person with Name = "Grace" }
        person.Age <- person.Age + 1
        point.Y <- 20
        shape <- Square(4, "square")
        this.Automatic <- this.Automatic + 1
        this.explicitField <- 8
        list.Add 7
        let add = fun more -> number <- number + more
        add 100
        Interlocked.Add(&count, 5) |> ignore
        let added = addTo 1 1000
        measure <- measureWith 3 5

        let matched =
            match shape with
            | Circle radius -> radius
            | Square(side, name) -> side + name.Length
            | Nothing -> 0

        sprintf "%d %d %A" added matched (Array.map (fun item -> item + number) items)

    override this.Show() =
        let measured = measure.Twice "four"
        let items = System.String.Join(",", items)
        let described = match shape with Circle radius -> string radius | Square(side, name) -> name + string side | Nothing -> "nothing"
        $"{number} {text} {size.Width}x{size.Height} {person.Name} {person.Age} {point.X},{point.Y} {described} {count} {items} {list.Count} {matrix.[0, 1]} {this.Automatic} {this.explicitField} {measured}"
