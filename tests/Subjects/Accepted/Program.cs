using Accepted;

Runner.Run(typeof(Fields).Assembly, args);
