namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The error codes of RFC 9113, section 7.</summary>
internal enum H2ErrorCode
{
    NoError = 0x0,
    ProtocolError = 0x1,
    InternalError = 0x2,
    FlowControlError = 0x3,
    SettingsTimeout = 0x4,
    StreamClosed = 0x5,
    FrameSizeError = 0x6,
    RefusedStream = 0x7,
    Cancel = 0x8,
    CompressionError = 0x9,
    ConnectError = 0xA,
    EnhanceYourCalm = 0xB,
    InadequateSecurity = 0xC,
    Http11Required = 0xD,
}

/// <summary>Codes as RFC 9113 writes them.</summary>
internal static class H2ErrorCodes
{
    /// <summary>The name of a code, such as <c>REFUSED_STREAM</c>; the number of one without a name.</summary>
    public static string NameOf(H2ErrorCode code) => code switch
    {
        H2ErrorCode.NoError => "NO_ERROR",
        H2ErrorCode.ProtocolError => "PROTOCOL_ERROR",
        H2ErrorCode.InternalError => "INTERNAL_ERROR",
        H2ErrorCode.FlowControlError => "FLOW_CONTROL_ERROR",
        H2ErrorCode.SettingsTimeout => "SETTINGS_TIMEOUT",
        H2ErrorCode.StreamClosed => "STREAM_CLOSED",
        H2ErrorCode.FrameSizeError => "FRAME_SIZE_ERROR",
        H2ErrorCode.RefusedStream => "REFUSED_STREAM",
        H2ErrorCode.Cancel => "CANCEL",
        H2ErrorCode.CompressionError => "COMPRESSION_ERROR",
        H2ErrorCode.ConnectError => "CONNECT_ERROR",
        H2ErrorCode.EnhanceYourCalm => "ENHANCE_YOUR_CALM",
        H2ErrorCode.InadequateSecurity => "INADEQUATE_SECURITY",
        H2ErrorCode.Http11Required => "HTTP_1_1_REQUIRED",
        _ => $"error 0x{(uint)code:x}",
    };
}
