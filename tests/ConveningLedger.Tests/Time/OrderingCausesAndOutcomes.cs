namespace ConveningLedger.Tests.Time;

public class OrderingCausesAndOutcomes
{
    [Theory]
    [InlineData("2019", "2020", TimeOrder.Precedes)]
    [InlineData("2019-02", "2019-03-01", TimeOrder.Precedes)]
    [InlineData("2019-02?", "2019-03~", TimeOrder.Precedes)]
    [InlineData("2019-03-04T10:30:00Z", "2019-03-04T10:30:01Z", TimeOrder.Precedes)]
    [InlineData("2020", "2019", TimeOrder.Contradicts)]
    [InlineData("2019-03-01", "2019-02", TimeOrder.Contradicts)]
    [InlineData("2020?", "2019%", TimeOrder.Contradicts)]
    [InlineData("2019", "2019", TimeOrder.Overlaps)]
    [InlineData("2019-03", "2019", TimeOrder.Overlaps)]
    [InlineData("2018-24", "2019-02-28", TimeOrder.Overlaps)]
    [InlineData("2019/2020", "2020/2021", TimeOrder.Overlaps)]
    [InlineData("2019~", "2019-03", TimeOrder.CannotTell)]
    [InlineData("2019", "2019-03?", TimeOrder.CannotTell)]
    [InlineData("2019/2020%", "2020/2021", TimeOrder.CannotTell)]
    [InlineData(null, "2019", TimeOrder.CannotTell)]
    public void the_order_follows_from_the_two_spans(string? cause, string outcome, TimeOrder order) =>
        Assert.Equal(order, TimeOrders.Of(cause is null ? null : Edtf.Parse(cause), Edtf.Parse(outcome)));
}
