using Annotated;

Desk.Current ??= new Desk();
Console.WriteLine("ready");
while (Console.ReadLine()?.Split(' ') is [var command, ..] words && command != "quit")
{
    Desk desk = Desk.Current!;
    switch (command)
    {
        case "note":
            desk.Note(words[1]);
            Console.WriteLine("ok");
            break;
        case "tell":
            desk.Tell(words[1]);
            Console.WriteLine("ok");
            break;
        default:
            Console.WriteLine($"ok {desk.Notes} notes, {desk.Heard} heard, greeting {desk.Greeting}");
            break;
    }
}
