module Program

open Accepted
open Functional

[<EntryPoint>]
let main args =
    Runner.Run(typeof<FunctionalFields>.Assembly, args)
    0
