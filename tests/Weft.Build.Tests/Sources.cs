namespace Weft.Build.Tests;

/// <summary>A library and a program that several tests build.</summary>
internal static class Sources
{
    internal const string Library = """
        using System;
        using System.Collections.Generic;
        namespace Lib
        {
            public class Account
            {
                public int Balance;
                protected string owner = "nobody";
                [NonSerialized] public List<string> Lines = new List<string>();
                public void Deposit(int amount) { lock (this) Balance += amount; }
            }
            public class Bank { public Dictionary<string, Account> Accounts = new Dictionary<string, Account>(); public static readonly object Gate = new object(); }
        }
        """;

    internal const string Program = """
        using System;
        using Lib;
        namespace App;
        public class Savings : Account { public int Rate = 3; public string Owner => owner; }
        public static class Program
        {
            private static Bank s_bank = new();
            public static void Main()
            {
                lock (s_bank)
                {
                    if (!s_bank.Accounts.TryGetValue("a", out Account account))
                        s_bank.Accounts["a"] = account = new Savings();
                    account.Deposit(5);
                    account.Balance += ((Savings)account).Rate;
                    Double(ref account.Balance);
                    account.Lines.Add("x");
                    Console.WriteLine($"{account.Balance} {((Savings)account).Owner} {account.Lines.Count}");
                }
            }
            private static void Double(ref int value) => value *= 2;
        }
        """;

    internal const string Configuration = """
        version: 1
        cluster:
          name: bank
        roots:
          - field: App.Program.s_bank
            name: bank
        """;

    internal const string Include = "\ninclude:\n  - Lib.*\n";

    /// <summary>What the program prints.</summary>
    internal const string Expected = "16 nobody 1";
}
