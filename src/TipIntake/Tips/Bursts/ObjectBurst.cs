namespace TipIntake.Tips;

/// <summary>An object gets far more tips than it used to: there is one as long as that lasts. Whoever watches arrivals writes it; the public nodes ask for work meanwhile.</summary>
/// <param name="Id">The object's reference.</param>
internal sealed record ObjectBurst(string Id, DateTimeOffset Since);
