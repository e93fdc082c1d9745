using System.Data.Common;
using System.Text;

namespace TipIntake.Platform;

/// <summary>Describes an exception by types, SQL states and stack traces, and leaves every message out.</summary>
internal static class UnexpectedFault
{
    private const int MostCauses = 5;

    public static string Describe(Exception fault)
    {
        // Privacy: messages of the database and of Marten quote rows, those of parsers quote the body. Types and stacks quote nobody.
        var words = new StringBuilder();
        var cause = fault;
        for (var i = 0; cause is not null && i < MostCauses; i++)
        {
            words.Append(i == 0 ? "" : "caused by ").Append(cause.GetType().FullName);
            if (cause is DbException { SqlState: { } state })
            {
                words.Append(" (SQL state ").Append(state).Append(')');
            }

            words.AppendLine().AppendLine(cause.StackTrace);
            cause = cause.InnerException;
        }

        return words.ToString();
    }
}
