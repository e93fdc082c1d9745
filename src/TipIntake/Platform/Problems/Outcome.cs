using System.Diagnostics.CodeAnalysis;

namespace TipIntake.Platform;

/// <summary>What a use case came to: a value, or the reason why not.</summary>
internal readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    public T Value => Refusal is null
        ? value!
        : throw new InvalidOperationException($"Refused with {Refusal.Code}; there is no value.");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
