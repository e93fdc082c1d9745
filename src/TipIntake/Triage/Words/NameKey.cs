using System.Text;

namespace TipIntake.Triage;

/// <summary>A name as it is compared: in Latin letters, by sound, without endings that grammar adds.</summary>
internal static class NameKey
{
    public const int Longest = 24;
    private const int ShortestStem = 5;

    private static readonly Dictionary<char, string> Sounds = Table(
        "а a б b в v г g ґ g д d е e ё e є e ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ sh ъ . ы i ь . э e ю iu я ia ў u ј j љ l њ n ћ ch ђ d џ d "
        + "α a β v γ g δ d ε e ζ z η i θ t ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ i φ f χ h ψ ps ω o "
        + "ا a أ a إ i آ a ب b ت t ث t ج g ح h خ h د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع . غ g ف f ق k ك k ل l م m ن n ه h ة a و u ي i ى a ئ . ء . ؤ . پ p چ ch ژ zh گ g ک k ی i "
        + "א a ב b ג g ד d ה h ו v ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע . פ p ף f צ ts ץ ts ק k ר r ש sh ת t "
        + "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ g ყ k შ sh ჩ ch ც ts ძ z წ ts ჭ ch ხ h ჯ j ჰ h "
        + "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo "
        + "ヤ ia ユ iu ヨ io ラ ra リ ri ル ru レ re ロ ro ワ va ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ v "
        + "ァ a ィ i ゥ u ェ e ォ o ャ ia ュ iu ョ io ッ . ー .");

    private static readonly string[] Endings =
        ["ului", "erna", "iem", "ami", "ach", "owi", "dan", "den", "tan", "ten", "ssa", "sta", "lla", "ban", "ben", "nal", "nek", "iai", "ois", "ese", "em", "om", "am", "im", "ie", "os", "as", "is", "us", "es", "ou", "ui", "ul", "da", "de", "ta", "in", "un", "an", "en", "na", "a", "e", "i", "o", "u", "s", "n"];

    public static string Of(string plain)
    {
        var spelt = new StringBuilder(plain.Length * 2);
        foreach (var letter in plain)
        {
            spelt.Append(Sounds.GetValueOrDefault(letter) ?? letter.ToString());
        }

        var key = Stem(Folded(spelt));
        return key.Length <= Longest ? key : key[..Longest];
    }

    // Letters that languages exchange when they write a foreign name, and doubled ones.
    private static string Folded(StringBuilder spelt)
    {
        spelt.Replace("ph", "f").Replace("sch", "sh").Replace("tsch", "ch").Replace("cz", "ch").Replace("sz", "sh").Replace("ck", "k").Replace("qu", "kv").Replace("th", "t").Replace("gh", "g");
        var folded = new StringBuilder(spelt.Length);
        for (var i = 0; i < spelt.Length; i++)
        {
            var next = i + 1 < spelt.Length ? spelt[i + 1] : '\0';
            var letter = spelt[i] switch
            {
                'c' when next != 'h' => 'k',
                'q' => 'k',
                'w' => 'v',
                'y' or 'j' => 'i',
                'z' => 's',
                _ => spelt[i],
            };
            if (letter != '.' && (folded.Length == 0 || folded[^1] != letter))
            {
                folded.Append(letter);
            }
        }

        return folded.ToString();
    }

    private static string Stem(string key)
    {
        if (char.IsAsciiDigit(key.Length > 0 ? key[^1] : '0') || !char.IsAscii(key[0]))
        {
            return key;
        }

        // Twice: a declined name has the ending of its case after that of its own language.
        return WithoutEnding(WithoutEnding(key));
    }

    private static string WithoutEnding(string key) =>
        Array.Find(Endings, ending => key.Length >= ShortestStem + ending.Length && key.EndsWith(ending, StringComparison.Ordinal)) is { } found ? key[..^found.Length] : key;

    private static Dictionary<char, string> Table(string pairs)
    {
        var parts = pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1]);
    }
}
