module Program

open Covered

[<EntryPoint>]
let main _ =
    Roots.World <- World()
    let world = Roots.World
    world.Simple()
    world.Nested()
    world.OnSelf()
    world.Returning 3 |> ignore
    world.ByStatic()
    world.Modern()
    world.Tried()
    world.Calls()
    0
