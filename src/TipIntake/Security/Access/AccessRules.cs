using Microsoft.AspNetCore.Authorization;

namespace TipIntake.Security.Access;

/// <summary>Says on an endpoint who may use it: <c>.For(StaffRole.Editor)</c>.</summary>
internal static class AccessRules
{
    /// <summary>One of these roles, at a page or with a token.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params StaffRole[] roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allows(new AccessRule { Roles = roles, Tokens = true });

    /// <summary>One of these roles, and their passkey shown within the last minutes.</summary>
    public static TBuilder ForVerified<TBuilder>(this TBuilder endpoint, params StaffRole[] roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allows(new AccessRule { Roles = roles, VerifiedAgain = true });

    public static TBuilder ForAnybodySignedIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allows(new AccessRule());

    public static TBuilder ForStrangers<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Allows(new AccessRule { Strangers = true });

    public static TBuilder Allows<TBuilder>(this TBuilder endpoint, AccessRule rule)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Metadata(rule));

    /// <summary>The rule, and what makes the framework ask for it.</summary>
    public static object[] Metadata(AccessRule rule) => rule.Strangers
        ? [rule, new AllowAnonymousAttribute()]
        : [rule, new AuthorizeAttribute(), new AuthorizationPolicyBuilder(StaffSchemes.Any).AddRequirements(rule).Build()];
}
