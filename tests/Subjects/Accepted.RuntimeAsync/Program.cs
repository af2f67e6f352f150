using Accepted;

Runner.Run(typeof(AsyncMethods).Assembly, args);
