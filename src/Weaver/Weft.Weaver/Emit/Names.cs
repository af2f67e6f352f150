using Mono.Cecil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Emit;

/// <summary>Names of generated members. No C# identifier can meet them.</summary>
internal static class Names
{
    internal const string Header = "$weft_header";
    internal const string State = "$weft_state";
    internal const string Shared = "$weft_shared";
    internal const string Describe = "$weft_describe";
    internal const string OnLoad = "$weft_onload";
    internal const string Finalize = "$weft_finalize";
    internal const string Finalizer = "$weft_finalizer";
    internal const string Holder = "<Weft>";
    internal const string Documents = "$weft_documents";
    internal const string Marker = "Weft.Woven";

    internal static string Get(string field) => "$weft_get_" + field;

    internal static string Fault(string field) => "$weft_fault_" + field;

    internal static string Set(string field) => "$weft_set_" + field;

    internal static string Write(string field) => "$weft_write_" + field;

    internal static string Late(string field) => "$weft_late_" + field;

    internal static string Borrow(string field) => "$weft_borrow_" + field;

    internal static string Return(string field) => "$weft_return_" + field;

    internal static string BorrowAtomic(string field) => "$weft_atomic_" + field;

    internal static string ReturnAtomic(string field) => "$weft_done_" + field;

    internal static string Cell(string field) => "$weft_cell_" + field;

    internal static string Address(string field) => "$weft_address_" + field;

    internal static string View(string field) => "$weft_view_" + field;

    internal static string Expose(string field) => "$weft_expose_" + field;

    internal static string Ref(string field) => "$weft_ref_" + field;

    internal static string Nominate(string field) => "$weft_nominate_" + field;

    /// <summary>Names the place of a root.</summary>
    internal static string Root(string field) => "$weft_root_" + field;

    /// <summary>What a constructor reads of the root of its own instance.</summary>
    internal static string Own(string field) => "$weft_own_" + field;

    /// <summary>Names what a constructor works on.</summary>
    internal static string OwnRoot(string field) => "$weft_ownroot_" + field;

    internal static string OnRoot(string operation, string field) => $"$weft_{char.ToLowerInvariant(operation[0])}{operation.Substring(1)}_{field}";

    internal static string Use(int number) => "$weft_use_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Base(int number) => "$weft_base_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Report(int number) => "$weft_report_" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Store(int rank) => "$weft_store_" + rank.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Place(int rank) => "$weft_place_" + rank.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Body(MethodDefinition method) => "$weft_body_" + method.Name + Overload(method);

    internal static string Locked(MethodDefinition method) => "$weft_locked_" + method.Name + Overload(method);

    internal static string Named(MethodDefinition method) => "$weft_named_" + method.Name + Overload(method);

    internal static string Invoke(MethodDefinition method) => "$weft_invoke_" + method.Name + Overload(method);

    /// <summary>Whether a method of this name is one of those that are made to write one field, or to hand out its address; the getter of an instance root is, since it binds the field.</summary>
    internal static bool IsWriterOf(string method, string field) => method.StartsWith("$weft_", StringComparison.Ordinal)
        && (method == Get(field) || method == Set(field) || method == Write(field) || method == Late(field) || method == Ref(field) || method == Address(field)
            || method == Borrow(field) || method == Return(field) || method == BorrowAtomic(field) || method == ReturnAtomic(field) || method == Cell(field)
            || method == Root(field) || method == OwnRoot(field) || method == Nominate(field) || method == View(field) || method == Expose(field)
            || RootOperation.All.Any(operation => method == OnRoot(operation.Contract, field)));

    /// <summary>A field's name on the wire: the same in every version of the class.</summary>
    internal static string Wire(FieldDefinition field) => $"{field.DeclaringType.FullName}::{field.Name}";

    private static string Overload(MethodDefinition method)
    {
        int index = 0;
        foreach (MethodDefinition other in method.DeclaringType.Methods)
        {
            if (other == method)
                break;
            if (other.Name == method.Name)
                index++;
        }
        return index == 0 ? "" : "_" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
