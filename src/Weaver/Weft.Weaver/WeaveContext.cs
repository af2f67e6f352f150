using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver;

/// <summary>What every step of one weave works on.</summary>
/// <param name="Configuration">The validated configuration.</param>
/// <param name="Workspace">The application's assemblies, their references and the runtime.</param>
/// <param name="Diagnostics">Collects the messages.</param>
public sealed record WeaveContext(WeaveConfiguration Configuration, Workspace Workspace, DiagnosticBag Diagnostics);
