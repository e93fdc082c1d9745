using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Architecture;

/// <summary>Everything that comes in has rules, and every broken rule can be said in words and as a code.</summary>
public sealed class ValidatorTests
{
    /// <summary>Validators whose findings are read at a terminal by an operator, in English, and never answer a request.</summary>
    private static readonly string[] AtTheTerminal = ["ObjectEntryValidator", "OpenContactValidator"];

    private static Type[] Types => typeof(TipIntake.Program).Assembly.GetTypes();

    private static Type[] Validators => [.. Types.Where(type => ValidatedBy(type) is not null)];

    [Fact]
    public void Every_request_has_a_validator_beside_it()
    {
        var requests = Types.Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)).ToArray();
        var validated = Validators.ToDictionary(type => ValidatedBy(type)!, type => type.Namespace);

        Assert.NotEmpty(requests);
        Assert.DoesNotContain(requests, request => validated.GetValueOrDefault(request) != request.Namespace);
    }

    [Fact]
    public void Every_rule_has_a_code_that_the_texts_know()
    {
        var rules = (from type in Validators
                     where !AtTheTerminal.Contains(type.Name, StringComparer.Ordinal)
                     from rule in ((IValidator)Activator.CreateInstance(type)!).CreateDescriptor().Rules
                     from component in rule.Components
                     select (type.Name, rule.PropertyName, component.ErrorCode)).ToArray();

        Assert.NotEmpty(rules);
        Assert.DoesNotContain(rules, rule => rule.ErrorCode is null || !Texts.HasRule(rule.ErrorCode));
    }

    [Fact]
    public void The_exceptions_are_validators_that_exist() =>
        Assert.Empty(AtTheTerminal.Except(Validators.Select(type => type.Name), StringComparer.Ordinal));

    private static Type? ValidatedBy(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(AbstractValidator<>)
            ? parent.GetGenericArguments()[0]
            : null;
}
