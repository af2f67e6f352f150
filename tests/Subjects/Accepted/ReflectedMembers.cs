using System.Reflection;

namespace Accepted;

/// <summary>Members listed by reflection: those that weaving added are not there, so that code which goes over all fields of an object works as before.</summary>
public sealed class ReflectedMembers : Construct
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private int _number = 1;
    private Part _part = new();

    public sealed class Part
    {
        public string Name = "part";
        private int _hidden = 2;

        public int Hidden => _hidden;
    }

    public override string Act()
    {
        Part copy = new() { Name = "" };
        foreach (FieldInfo field in typeof(Part).GetFields(All))
            field.SetValue(copy, field.GetValue(_part));
        copy.Name += " and copy";
        _part = copy;
        _number += copy.Hidden;
        TypeInfo info = typeof(Part).GetTypeInfo();
        IEnumerable<MemberInfo>[] lists =
        [
            typeof(Part).GetFields(All), typeof(Part).GetMembers(All | BindingFlags.DeclaredOnly), typeof(Part).GetMethods(All | BindingFlags.DeclaredOnly),
            typeof(Part).FindMembers(MemberTypes.Field, All, null, null), info.DeclaredFields, info.DeclaredMembers, info.DeclaredMethods, typeof(Part).GetRuntimeFields(), typeof(Part).GetRuntimeMethods(),
        ];
        string interfaces = string.Join(",", typeof(Part).GetInterfaces().Concat(info.ImplementedInterfaces).Select(item => item.Name));
        return string.Join("; ", lists.Select(list => string.Join(" ", list.Select(member => member.Name).Order(StringComparer.Ordinal)))) + "; " + interfaces;
    }

    public override string Show() => $"{_number} {_part.Name} {_part.Hidden}";
}
