using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests;

/// <summary>What an object's mark says of its header.</summary>
internal sealed class HeaderSlotsTests
{
    private static readonly TypeDescriptor Descriptor = TypeRegistry.Find(typeof(object))!;

    [Test]
    public void A_header_is_found_by_its_number_and_by_its_owner_alone()
    {
        object owner = new(), other = new();
        SharedHeader header = Put(owner);
        Assert.That(HeaderSlots.Find(owner, header.Slot), Is.SameAs(header));
        Assert.That(HeaderSlots.Find(other, header.Slot), Is.Null, "by chance, or since it was cloned");
        Assert.That(HeaderSlots.Find(owner, HeaderSlots.None), Is.Null);
        Assert.That(HeaderSlots.Find(owner, -1), Is.Null);
        Assert.That(HeaderSlots.Find(owner, int.MaxValue), Is.Null);
    }

    [Test]
    public void Another_header_takes_the_number_of_the_first_and_none_frees_it()
    {
        object owner = new();
        SharedHeader header = Put(owner), next = new(2, Descriptor, owner, Residence.Resident);
        int number = header.Slot;
        HeaderSlots.Replace(header, next);
        Assert.That(HeaderSlots.Find(owner, number), Is.SameAs(next));
        HeaderSlots.Replace(header, null);
        Assert.That(HeaderSlots.Find(owner, number), Is.SameAs(next), "the first has no number any more");
        HeaderSlots.Replace(next, null);
        Assert.That(HeaderSlots.Find(owner, number), Is.Null);
    }

    [Test]
    public void The_side_table_marks_what_it_has_with_the_header_s_number()
    {
        int[] array = [1];
        SharedHeader header = new(3, TypeRegistry.Find(typeof(int[]))!, array, Residence.Resident);
        SideTable.Set(array, header);
        Assert.That(HeaderSlots.Find(array, ObjectMark.Number(array)), Is.SameAs(header));
        Assert.That(SideTable.Find(array), Is.SameAs(header));
        Assert.That(SideTable.Find(array.Clone()), Is.Null);
        ObjectMark.Set(array);
        Assert.That(HeaderSlots.Find(array, ObjectMark.Number(array)), Is.SameAs(header), "a mark that says less takes nothing away");
        SideTable.Replace(array, header, null);
        Assert.That(SideTable.Find(array), Is.Null);
    }

    [Test]
    public void An_object_that_bears_another_mark_is_found_all_the_same()
    {
        int[] array = [1];
        ObjectMark.TrySet(array, 12345);
        SharedHeader header = new(4, TypeRegistry.Find(typeof(int[]))!, array, Residence.Resident), next = new(5, header.Descriptor, array, Residence.Resident);
        SideTable.Set(array, header);
        Assert.That(SideTable.Find(array), Is.SameAs(header));
        SideTable.Replace(array, header, next);
        Assert.That(SideTable.Find(array), Is.SameAs(next));
        SideTable.Replace(array, next, null);
        Assert.That(SideTable.Find(array), Is.Null);
    }

    [Test]
    public void Numbers_of_collected_objects_are_given_again()
    {
        for (int round = 0; round < 40; round++)
        {
            PutMany();
            GC.Collect();
        }
        Assert.That(Put(new object()).Slot, Is.LessThan(20_000), "of 40,000");
    }

    private static void PutMany()
    {
        for (int i = 0; i < 1000; i++)
            Put(new object());
    }

    private static SharedHeader Put(object owner)
    {
        SharedHeader header = new(1, Descriptor, owner, Residence.Resident);
        HeaderSlots.Put(header, HeaderSlots.Reserve());
        return header;
    }
}
