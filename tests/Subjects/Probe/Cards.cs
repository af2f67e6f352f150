using System.Runtime.Serialization;
using System.Text.Json;

namespace Probe;

/// <summary>Says what it has in fields that everybody can read.</summary>
public class Card
{
    public string Title = "";
    public int Number;
    public Card? Next;
}

/// <summary>Hands cards that may not be here yet to code that is not woven.</summary>
public static class Cards
{
    private static readonly JsonSerializerOptions s_withFields = new() { IncludeFields = true };

    public static string Run(World world, string[] words)
    {
        if (words[1] == "make")
        {
            lock (world.Gate)
                world.Cards.AddRange(Enumerable.Range(0, int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture)).Select(number => new Card { Title = "card" + number, Number = number, Next = new Card { Title = "behind" } }));
            return "";
        }
        return Show(words[1], world.Cards, int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Show(string way, List<Card> cards, int index)
    {
        switch (way)
        {
            case "argument":
                return Library.FieldReader.Show(cards[index]);
            case "local":
                Card local = index % 2 == 0 ? cards[index] : cards[index + 1];
                return Library.FieldReader.ShowBoth(local, 7, cards[index + 2]);
            case "params":
                return Library.FieldReader.ShowAll("|", "text", cards[index], null, cards[index + 1]);
            case "generic":
                return ShowAny(cards[index]);
            case "delegate":
                Func<Card, object> get = Library.FieldReader.Getter<Card>("Title");
                return (string)get(cards[index]);
            case "comparer":
                IComparer<Card> byNumber = Library.FieldReader.By<Card>("Number");
                return byNumber.Compare(cards[index + 1], cards[index]) > 0 ? "greater" : "not greater";
            case "json":
                return JsonSerializer.Serialize(cards[index], s_withFields);
            case "contract":
                using (MemoryStream stream = new())
                {
                    new DataContractSerializer(typeof(Card)).WriteObject(stream, cards[index]);
                    return System.Text.Encoding.UTF8.GetString(stream.ToArray());
                }
            case "json-list":
                return JsonSerializer.Serialize(cards.GetRange(index, 10), s_withFields);
            case "json-anonymous":
                return JsonSerializer.Serialize(new { Hand = (cards[index], cards[index + 1]), Named = new Dictionary<string, Card> { ["one"] = cards[index + 2] } }, s_withFields);
            case "contract-chain":
                using (MemoryStream stream = new())
                {
                    new DataContractSerializer(typeof(Card[])).WriteObject(stream, new[] { cards[index] });
                    return System.Text.Encoding.UTF8.GetString(stream.ToArray());
                }
            case "chain":
                lock (cards)
                {
                    for (int link = 0; link < 300; link++)
                        cards[index] = new Card { Title = "card" + (link == 299 ? index : link), Number = link, Next = cards[index] };
                }
                return "card" + index;
            case "kept":
                return Task.FromResult(cards[index]).Result is null ? "lost" : "kept " + Tuple.Create(cards[index], index).Item2;
            default:
                return "no such way";
        }
    }

    private static string ShowAny<T>(T card) where T : Card => Library.FieldReader.ShowBoth(card, 3, card);
}
