using NUnit.Framework.Interfaces;
using Weft.Runtime.Tests.Nodes;

[assembly: EndsNodes]

namespace Weft.Runtime.Tests.Nodes;

/// <summary>Ends the nodes of each test: their hub is gone, and they would look for it until the process ends.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndsNodesAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) => TestNode.EndAll();
}
