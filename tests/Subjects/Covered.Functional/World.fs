namespace Covered

open System
open System.Collections.Generic
open System.Runtime.CompilerServices
open System.Threading

/// Writes shared state under the locks of F#. The comment at the end of each line that writes says what the analysis must find.
type World() =
    let gate = obj ()
    let other = obj ()
    let modern = Lock()
    let numbers = List<int>()
    let mutable count = 0

    static let shared = obj ()

    member _.Simple() =
        lock gate (fun () ->
            count <- count + 1 // covered: this.gate
            numbers.Add count) // covered: this.gate

        count <- 2 // unlocked

    member _.Nested() =
        lock other (fun () ->
            lock gate (fun () -> count <- 1) // covered: this.gate, this.other
            count <- 2) // covered: this.other

    member this.OnSelf() =
        lock this (fun () -> count <- 1) // covered: this

    member _.Returning(more: int) =
        lock gate (fun () ->
            count <- count + more // covered: this.gate
            count)

    member _.ByStatic() =
        lock shared (fun () -> count <- 1) // covered: Covered.World.shared
        lock typeof<World> (fun () -> count <- 2) // covered: typeof(Covered.World)

    member _.Modern() =
        modern.Enter()

        try
            count <- 1 // covered: this.modern
        finally
            modern.Exit()

        count <- 2 // unlocked

    member _.Tried() =
        if Monitor.TryEnter gate then
            try
                count <- 1 // covered: this.gate
            finally
                Monitor.Exit gate
        else
            count <- 2 // unlocked

    // Else it would be a part of its caller.
    [<MethodImpl(MethodImplOptions.NoInlining)>]
    member private _.Inner() = count <- 1 // covered: this.gate

    member this.Calls() = lock gate (fun () -> this.Inner())

[<AbstractClass; Sealed>]
type Roots() = // unlocked
    [<DefaultValue>]
    static val mutable private world: World

    static member World
        with get () = Roots.world
        and set (value: World) = Roots.world <- value
