using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>What staff send, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(DraftObjectRequest))]
[JsonSerializable(typeof(ChangeObjectTextsRequest))]
[JsonSerializable(typeof(DescribePhotoRequest))]
[JsonSerializable(typeof(ProposeObjectRequest))]
[JsonSerializable(typeof(ReturnObjectRequest))]
[JsonSerializable(typeof(PublishObjectRequest))]
[JsonSerializable(typeof(CloseObjectRequest))]
[JsonSerializable(typeof(WithdrawObjectRequest))]
internal sealed partial class CatalogueRequestsJson : JsonSerializerContext;

/// <summary>Answers.</summary>
[JsonSerializable(typeof(ActOnObjectResponse))]
[JsonSerializable(typeof(AddPhotoResponse))]
[JsonSerializable(typeof(ListCatalogueResponse))]
[JsonSerializable(typeof(CatalogueObjectView))]
internal sealed partial class CatalogueDeskJson : JsonSerializerContext
{
    public static readonly CatalogueDeskJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<ObjectStatus>(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
