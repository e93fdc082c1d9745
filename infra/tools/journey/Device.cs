using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>A made-up device with one passkey (WebAuthn, ECDSA on P-256, no attestation) whose owner always agrees.</summary>
internal sealed class Device(Uri door)
{
    private const byte PresentAndVerified = 0x05;
    private const byte BringsCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string owner = "";
    private uint shown;

    /// <summary>What navigator.credentials.create gives.</summary>
    public string Create(JsonNode asked)
    {
        owner = (string)asked["user"]!["id"]!;
        var point = key.ExportParameters(false).Q;
        // COSE: an EC2 key for ES256 on P-256.
        byte[] publicKey = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. AuthenticatorData((string)asked["rp"]!["id"]!, BringsCredential), .. new byte[16], 0, (byte)id.Length, .. id, .. publicKey];
        // CBOR: { "fmt": "none", "attStmt": {}, "authData": data }.
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new JsonObject { ["clientDataJSON"] = Text(ClientData("webauthn.create", asked)), ["attestationObject"] = Text(attestation), ["transports"] = new JsonArray() });
    }

    /// <summary>What navigator.credentials.get gives.</summary>
    public string Show(JsonNode asked)
    {
        var data = AuthenticatorData((string)asked["rpId"]!, 0);
        var client = ClientData("webauthn.get", asked);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = owner });
    }

    private byte[] AuthenticatorData(string relyingParty, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++shown);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(relyingParty)), (byte)(PresentAndVerified | flags), .. count];
    }

    private byte[] ClientData(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = type, ["challenge"] = (string)asked["challenge"]!, ["origin"] = door.GetLeftPart(UriPartial.Authority), ["crossOrigin"] = false });

    private string Credential(JsonObject response) =>
        new JsonObject { ["id"] = Text(id), ["rawId"] = Text(id), ["type"] = "public-key", ["response"] = response, ["clientExtensionResults"] = new JsonObject() }.ToJsonString();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
