using System.Text;

namespace TipIntake.UnitTests.Platform;

/// <summary>Bodies of every kind that a JSON reader gets wrong, written from the rules of RFC 8259 and RFC 3629.</summary>
/// <remarks>
/// <see cref="Tips"/> have the members of a tip and may be sent to the real address. <see cref="Values"/> put any value into
/// <c>{"value": …}</c>; a real address refuses all of them.
/// </remarks>
internal static class JsonCases
{
    private const string Malformed = "json-malformed";
    private const string WrongType = "json-wrong-type";
    private const string Duplicate = "json-duplicate-member";
    private const string Unknown = "json-unknown-member";
    private const string TooDeep = "json-too-deep";
    private const string NotUtf8 = "json-not-utf8";

    public static IEnumerable<JsonCase> Tips =>
        [.. TopLevel(), .. Members(), .. Bytes(), .. Encodings()];

    public static IEnumerable<JsonCase> Values =>
        [.. Numbers(), .. Literals(), .. Structures(), .. Duplicates(), .. Strings(), .. Depths()];

    public static IEnumerable<JsonCase> All => [.. Tips, .. Values];

    private static IEnumerable<JsonCase> Numbers() =>
    [
        .. InValue("number", null,
            "0", "-0", "1", "-1", "10", "907", "-35", "0.5", "-0.5", "3.25", "0.000001", "1e1", "1E1", "1e+7", "1e-7", "2.5E+3", "2.5e-3",
            "0e0", "0e+1", "0E-1", "-0.0", "-0e-0", "40e1", "1e400", "-1e400", "1e-400", "7.5e+99999", "123456789012345678901234567890",
            "-123456789012345678901234567890", "0." + new string('0', 500) + "1", new string('9', 1_000), " 1 ", "\t1\n"),
        .. InValue("number", Malformed,
            "+1", "++1", "--1", "- 1", "-", "+", "01", "-01", "00", "007", ".5", "-.5", "5.", "-5.", "1.e1", "0.e1", "1e", "1E", "1e+",
            "1E-", "0e", "1.0e", "1.0e+", "1eE2", "1e1e1", "1e1.5", "1.2.3", "1..2", "0x1F", "0X1f", "0b101", "0o17", "1_000", "1 000",
            "1'000", "1,5", "1a", "1ea", "1e2x", "-x", "NaN", "-NaN", "nan", "Infinity", "-Infinity", "+Infinity", "Inf", "∞", "1/2", "1+2",
            "2*3", "(1)", "１", "١", "−1", "½", "1\u00A0", "1n", "1L", "1.5f", "$1", "#1", "1%"),
    ];

    private static IEnumerable<JsonCase> Literals() =>
    [
        .. InValue("literal", null, "true", "false", "null", " true ", "\r\nnull\r\n"),
        .. InValue("literal", Malformed,
            "True", "TRUE", "tru", "trueish", "true1", "truefalse", "true false", "t rue", "fals", "False", "nul", "nulll", "Null", "NULL",
            "undefined", "None", "nil", "yes", "no", "on", "a", "false.", "<null>", "*", "@", "`a`", "/true/", "new Date()", "\\u0074rue"),
    ];

    private static IEnumerable<JsonCase> Structures() =>
    [
        .. InValue("structure", null,
            "[]", "{}", "[ ]", "{ }", "[1]", "[1,2]", "[[],{}]", "[null]", "[\"\"]", "{\"\":0}", "{\"a\":{}}", "{\"a\":1,\"A\":2}",
            "[1 , \"a\" ,\tnull\n]", "{\r\n\"a\"\t: 1 }", "[true,false,null,1,\"x\",[],{}]"),
        .. InValue("structure", Malformed,
            "", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1;2]", "[1:2]", "[\"a\":1]", "[1,\n,2]", "[", "[1", "[1,", "]", "[]]", "[}", "[1}",
            "[[]", "[\"", "[\"a", "[\"a\",", "{", "{]", "{,", "{\"a\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1,,\"b\":2}",
            "{\"a\" 1}", "{\"a\"::1}", "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{\"a\":1:2}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}",
            "{[]:1}", "{\"a\",1}", "{\"a\"=1}", "{\"a\":b}", "{\"a\"\"b\":1}", "{...}", "\"a\"\"b\"", "\"a\" \"b\"", "1 2", "[1]x", "[1]#",
            "/**/1", "1/**/", "1//x\n", "[1/*x*/]", "{/*x*/}", "#x\n1", "--x\n1", "[\u00A0]", "[\f]", "[\v]", "[\u2060]", "[\uFEFF1]",
            "[\u2028]", "[\0]", "[\u0085]", "[\\n]", "<!--x-->1"),
    ];

    private static IEnumerable<JsonCase> Duplicates() =>
    [
        .. InValue("duplicate", null, "{\"a\":{\"a\":1}}", "[{\"a\":1},{\"a\":2}]", "{\"é\":1,\"e\u0301\":2}", "{\"a\":1,\"a \":2}"),
        .. InValue("duplicate", Duplicate,
            "{\"a\":1,\"a\":1}", "{\"a\":1,\"a\":2}", "{\"a\":null,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":1,\"\\u0061\":2}",
            "{\"\":1,\"\":2}", "[{\"a\":1,\"a\":2}]", "{\"x\":{\"y\":[{\"a\":1,\"a\":2}]}}", "{\"a\\u0000\":1,\"a\\ufffd\":2}",
            "{\"😀\":1,\"\\ud83d\\ude00\":2}"),
    ];

    private static IEnumerable<JsonCase> Strings() =>
    [
        .. InValue("string", null,
            "\"\"", "\" \"", "\"a\"", @"""\""\\\/\b\f\n\r\t""", @"""\u0041""", @"""\u00e9\u00E9""", @"""\ud834\udd1e""", @"""\uDBFF\uDFFF""",
            @"""\u2028\u2029""", @"""\uffff\ufdd0""", @"""\\u0000""", @"""\\""", @"""\\\\""", @"""\""""", "\"/\"", "\"\u2028\u2029\"",
            "\"\u007F\"", "\"\u0085\"", "\"\u00A0\"", "\"\u200B\uFEFF\"", "\"é ß 中 ع 𝄞 😀\"", "\"\uFFFF\uFDD0\"", "\"\U0010FFFF\"", "\"//x\"",
            "\"/*x*/\"", @"""\u0000""", @"""\u001f""", @"""\u007f""", @"""\u0080""", @"""\ud800""", @"""\udfff""", @"""\ud800\ud800""",
            @"""\udc00\ud800""", @"""\ud800\u0041""", @"""\ud800\n""", @"""\ud800\\""", @"""\ud800x\udc00""", @"""\ud800\ud83d\ude00"""),
        .. InValue("string", Malformed,
            "\"", "\"a", "a\"", "\"a\"b\"", "\"\"\"", "'a'", "\"a'", "“a”", "\"\n\"", "\"\r\"", "\"\t\"", "\"\0\"", "\"\u0001\"", "\"\u001F\"",
            @"""\""", @"""\a""", @"""\v""", @"""\0""", @"""\e""", @"""\'""", @"""\x41""", @"""\U0041""", @"""\ """, @"""\u""", @"""\u1""", @"""\u12""",
            @"""\u123""", @"""\u00G0""", @"""\u 041""", @"""\u+041""", @"""\u-041""", @"""\u{41}""", @"""\u004""", @"""\ud800\""", @"""\ud800\u""",
            @"""\ud800\u1""", @"""\ud800\ud""", @"""\ud800\x""", @"""\ud83d\ude0""", @"""\\\""", "\"\\\n\"", "\"\\\t\"", "\"\\😀\"", "\"\\é\"", "\"\\\0\"",
            "\"\\u000\0\"", "\"\\ud80\0\"", "\"\\u00\0\0\""),
    ];

    private static IEnumerable<JsonCase> Depths()
    {
        // The outer object is the first of eight levels.
        yield return JsonCase.Of("depth 8, arrays", Value(Nest("[", "]", 7)), null);
        yield return JsonCase.Of("depth 8, objects", Value(Nest("{\"a\":", "}", 6, "{}")), null);
        yield return JsonCase.Of("depth 8, side by side", Value($"[{string.Join(',', Enumerable.Repeat(Nest("[", "]", 6), 500))}]"), null);
        yield return JsonCase.Of("depth 9, arrays", Value(Nest("[", "]", 8)), TooDeep);
        yield return JsonCase.Of("depth 9, objects", Value(Nest("{\"a\":", "}", 7, "{}")), TooDeep);
        yield return JsonCase.Of("depth 64", Value(Nest("[", "]", 63)), TooDeep);
        yield return JsonCase.Of("depth 65", Value(Nest("[", "]", 64)), TooDeep);
        yield return JsonCase.Of("depth 30,000", Value(Nest("[", "]", 30_000)), TooDeep);
        yield return JsonCase.Of("depth 60,000, never closed", Value(new string('[', 60_000)), TooDeep);
        yield return JsonCase.Of("depth 10,000, objects, never closed", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)), TooDeep);
        yield return JsonCase.Of("depth 10,000, objects in arrays", string.Concat(Enumerable.Repeat("[{\"a\":", 10_000)), TooDeep);
        yield return JsonCase.Of("60,000 closing brackets", new string(']', 60_000), Malformed);
    }

    private static IEnumerable<JsonCase> TopLevel() =>
    [
        .. Bodies("top", null,
            "{\"text\":\"a blue bag\"}", " \t\r\n{\"text\":\"a blue bag\"} \t\r\n", "{ \"text\" : \"a blue bag\" }",
            "\uFEFF{\"text\":\"a blue bag\"}", "{\"text\":\"a blue bag\"}" + new string(' ', 60_000)),
        .. Bodies("top", WrongType, "[]", "[{\"text\":\"a blue bag\"}]", "\"a blue bag\"", "1", "-0", "true", "null", "\"\"", " null "),
        .. Bodies("top", Malformed,
            "", " ", "\n", "{", "}", "[", "\"", "text", "text=a+blue+bag", "text: a blue bag", "<tip><text>a blue bag</text></tip>",
            "<!DOCTYPE html><html></html>", "callback({\"text\":\"a blue bag\"})", "{\"text\":\"a blue bag\"};", "{\"text\":\"a blue bag\"},",
            "{\"text\":\"a blue bag\"}]", "{\"text\":\"a blue bag\"}}", "{\"text\":\"a blue bag\"}x", "{\"text\":\"a blue bag\"}\0",
            "\0{\"text\":\"a blue bag\"}", "{\"text\":\"a blue bag\"}//x", "{\"text\":\"a blue bag\"}/**/", "/**/{\"text\":\"a blue bag\"}",
            "{\"text\":\"a blue bag\"}#x", "{\"text\":\"a blue bag\"}{}", "{\"text\":\"a blue bag\"} {\"text\":\"a blue bag\"}",
            "{\"text\":\"a blue bag\"}\n{\"text\":\"a blue bag\"}\n", "{}null", "{} 1", "{}\u00A0", "{}\uFEFF", "\uFEFF", "\uFEFF\uFEFF{}",
            "\u2060{}", "\u001E{}", ")]}',\n{}", "for(;;);{}", "{'text':'a blue bag'}", "{text:\"a blue bag\"}", "{\"text\":\"a blue bag\",}",
            "{\"text\":\"a blue bag\"", "{\"text\":\"a blue bag", "{\"text\":", "{\"text\"", "{\"text\":\"a blue bag\" \"country\":\"PT\"}",
            "{\"text\":\"a\" + \"b\"}", "{\"text\":\"\"\"a blue bag\"\"\"}", "{\"text\":`a blue bag`}", "{\"text\":NaN}", "{\"text\":\"a\nb\"}"),
    ];

    private static IEnumerable<JsonCase> Members()
    {
        string[] members = ["text", "country", "place", "period", "link", "basis", "language", "contact"];
        string[] strangers =
        [
            "foo", "Text", "TEXT", "text ", " text", "tеxt", "te\\u0000xt", "text\\u200b", "", "__proto__", "constructor", "prototype", "$type",
            "$id", "$ref", "$values", "@type", "id", "tipId", "receipt", "lane", "receivedAt", "text.country", "text[]", "toString",
        ];
        string[] otherTypes = ["1", "0", "-1.5", "true", "false", "[]", "{}", "[\"a blue bag\"]", "{\"text\":\"a blue bag\"}", "[[]]"];

        foreach (var member in members)
        {
            yield return JsonCase.Of($"twice: {member}", $"{Tip(member)},\"{member}\":null}}", Duplicate);
            foreach (var value in otherTypes)
            {
                yield return JsonCase.Of($"type: {member} {value}", $"{{\"{member}\":{value}}}", WrongType);
            }
        }

        foreach (var name in strangers)
        {
            yield return JsonCase.Of($"stranger: {name}", $"{Tip("text")},\"{name}\":\"x\"}}", Unknown);
        }

        yield return JsonCase.Of("twice: text by escape", "{\"text\":\"a blue bag\",\"\\u0074ext\":\"b\"}", Duplicate);
        yield return JsonCase.Of("twice: the same text", "{\"text\":\"a blue bag\",\"text\":\"a blue bag\"}", Duplicate);
        yield return JsonCase.Of("name by escape", "{\"\\u0074\\u0065xt\":\"a blue bag\"}", null);
        yield return JsonCase.Of("all others null", $"{Tip("text")},{string.Join(',', members[1..].Select(m => $"\"{m}\":null"))}}}", null);
        yield return JsonCase.Of("5,000 strangers", $"{{{string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"m{i}\":1"))}}}", Unknown);

        static string Tip(string member) => member == "text" ? "{\"text\":\"a blue bag\"" : $"{{\"text\":\"a blue bag\",\"{member}\":null";
    }

    private static IEnumerable<JsonCase> Bytes()
    {
        (string Name, byte[] Bytes)[] faults =
        [
            ("continuation alone", [0x80]), ("last continuation alone", [0xBF]), ("two continuations", [0x80, 0x80]),
            ("overlong slash, 2 bytes", [0xC0, 0xAF]), ("overlong slash, 3 bytes", [0xE0, 0x80, 0xAF]),
            ("overlong slash, 4 bytes", [0xF0, 0x80, 0x80, 0xAF]), ("overlong NUL", [0xC0, 0x80]), ("overlong DEL", [0xC1, 0xBF]),
            ("overlong U+07FF", [0xE0, 0x9F, 0xBF]), ("overlong U+FFFF", [0xF0, 0x8F, 0xBF, 0xBF]),
            ("first surrogate", [0xED, 0xA0, 0x80]), ("last surrogate", [0xED, 0xBF, 0xBF]),
            ("emoji as two surrogates", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]), ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]),
            ("F5", [0xF5, 0x80, 0x80, 0x80]), ("F7", [0xF7, 0xBF, 0xBF, 0xBF]), ("5 bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
            ("6 bytes", [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80]), ("FE", [0xFE]), ("FF", [0xFF]), ("FE FF", [0xFE, 0xFF]),
            ("1 of 2 bytes", [0xC3]), ("1 of 3 bytes", [0xE2]), ("2 of 3 bytes", [0xE2, 0x82]), ("1 of 4 bytes", [0xF0]),
            ("2 of 4 bytes", [0xF0, 0x9F]), ("3 of 4 bytes", [0xF0, 0x9F, 0x98]), ("2 bytes, wrong second", [0xC3, 0x28]),
            ("3 bytes, wrong second", [0xE2, 0x28, 0xA1]), ("3 bytes, wrong third", [0xE2, 0x82, 0x28]),
            ("4 bytes, wrong second", [0xF0, 0x28, 0x8C, 0xBC]), ("4 bytes, wrong fourth", [0xF0, 0x9F, 0x98, 0x28]),
            ("Latin-1 é", [0xE9]), ("Windows-1252 quotes", [0x93, 0x61, 0x94]), ("Shift-JIS", [0x83, 0x4A, 0x83, 0x6F]), ("all high bytes", [.. HighBytes()]),
        ];

        foreach (var (name, bytes) in faults)
        {
            yield return new($"bytes in a text: {name}", [.. "{\"text\":\"a bag "u8, .. bytes, .. " b\"}"u8], NotUtf8);
        }

        yield return new("bytes in a name", [.. "{\"te"u8, 0xFF, .. "xt\":\"a blue bag\"}"u8], NotUtf8);
        yield return new("bytes between", [.. "{\"text\":"u8, 0xFF, .. "\"a blue bag\"}"u8], NotUtf8);
        yield return new("bytes in front", [0xFF, .. "{\"text\":\"a blue bag\"}"u8], NotUtf8);
        yield return new("bytes behind", [.. "{\"text\":\"a blue bag\"}"u8, 0x80], NotUtf8);
        yield return new("bytes at the end of a text", [.. "{\"text\":\"a blue bag"u8, 0xE2, .. "\"}"u8], NotUtf8);
        yield return new("half a byte order mark", [0xEF, 0xBB, .. "{\"text\":\"a blue bag\"}"u8], NotUtf8);
        yield return new("every allowed length", Encoding.UTF8.GetBytes("{\"text\":\"a\u007Fé\u07FF\u0800中\uFFFF\U00010000😀\U0010FFFF\"}"), null);

        static IEnumerable<byte> HighBytes() => Enumerable.Range(0x80, 0x80).Select(b => (byte)b);
    }

    private static IEnumerable<JsonCase> Encodings()
    {
        const string Body = "{\"text\":\"a blue bag\"}";
        yield return new("UTF-16 little end", Encoding.Unicode.GetBytes(Body), Malformed);
        yield return new("UTF-16 big end", Encoding.BigEndianUnicode.GetBytes(Body), Malformed);
        yield return new("UTF-16 little end, marked", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Body)], NotUtf8);
        yield return new("UTF-16 big end, marked", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Body)], NotUtf8);
        yield return new("UTF-32", Encoding.UTF32.GetBytes(Body), Malformed);
        yield return new("UTF-7", "+AHsAIgB0AGUAeAB0ACIAOgAiAGEAIgB9-"u8.ToArray(), Malformed);
        yield return new("gzip", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3], NotUtf8);
        yield return new("zlib", [0x78, 0x01, 0x03, 0, 0, 0, 0, 1], Malformed);
        yield return new("CBOR", [0xA1, 0x64, .. "text"u8, 0x6A, .. "a blue bag"u8], NotUtf8);
        yield return new("MessagePack", [0x81, 0xA4, .. "text"u8, 0xAA, .. "a blue bag"u8], NotUtf8);
        yield return new("BSON", [0x1A, 0, 0, 0, 2, .. "text"u8, 0, 0x0B, 0, 0, 0, .. "a blue bag"u8, 0, 0], Malformed);
        yield return new("a JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, .. "JFIF"u8], NotUtf8);
        yield return new("a PNG", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], NotUtf8);
        yield return new("a PDF", "%PDF-1.7\n"u8.ToArray(), Malformed);
        yield return new("64 KiB of NUL", new byte[65_536], Malformed);
        yield return new("64 KiB of backslashes", [.. Enumerable.Repeat((byte)'\\', 65_536)], Malformed);
        yield return new("64 KiB of quotes", [.. Enumerable.Repeat((byte)'"', 65_536)], Malformed);
        yield return new("64 KiB of minus", [.. Enumerable.Repeat((byte)'-', 65_536)], Malformed);
    }

    private static IEnumerable<JsonCase> InValue(string kind, string? code, params string[] values) =>
        values.Select((v, i) => JsonCase.Of($"{kind} {(code is null ? "good" : code)} {i}: {Visible(v)}", Value(v), code));

    private static IEnumerable<JsonCase> Bodies(string kind, string? code, params string[] bodies) =>
        bodies.Select((b, i) => JsonCase.Of($"{kind} {(code is null ? "good" : code)} {i}: {Visible(b)}", b, code));

    private static string Value(string value) => $"{{\"value\":{value}}}";

    private static string Nest(string open, string close, int levels, string inner = "") =>
        string.Concat(Enumerable.Repeat(open, levels)) + inner + string.Concat(Enumerable.Repeat(close, levels));

    private static string Visible(string text) =>
        string.Concat(text.Take(40).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"<{(int)c:X4}>"));
}
