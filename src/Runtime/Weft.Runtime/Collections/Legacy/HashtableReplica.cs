using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared <see cref="Hashtable"/>.</summary>
internal sealed class HashtableReplica(SharedHeader header, Hashtable map) : MapReplica<Hashtable, object, object?, HashtableContent>(header, map);
