using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Users, roles, permissions and tokens of the model etcd: data only; the shell ends tokens by time.</summary>
/// <remarks>Passwords are kept as they are: nothing real is behind them. Answers have no header.</remarks>
internal sealed partial class ModelAuth
{
    private const string Root = "root";

    private readonly Dictionary<string, string> _userOfToken = new(StringComparer.Ordinal);

    /// <summary>Whether requests need a token.</summary>
    public bool Enabled { get; private set; }

    /// <summary>A1: raised by each change of users and roles, also while auth is off; 1 at first.</summary>
    public ulong Revision { get; private set; } = 1;

    /// <summary>A1: needs the user root with the role root.</summary>
    public AuthEnableResponse Enable(AuthEnableRequest _)
    {
        if (!Enabled)
        {
            User root = FindUser(Root, EtcdErrorTexts.RootUserNotFound);
            Refuse(!root.Roles.Contains(Root), EtcdErrorTexts.RootRoleNotGranted);
            Enabled = true;
        }

        return new AuthEnableResponse();
    }

    /// <summary>A1: no error if auth is off already. All tokens end.</summary>
    public AuthDisableResponse Disable(AuthDisableRequest _)
    {
        if (Enabled)
        {
            Enabled = false;
            Revision++;
            ForgetAll();
        }

        return new AuthDisableResponse();
    }

    /// <summary>Whether auth is on, and its revision.</summary>
    public AuthStatusResponse Status(AuthStatusRequest _) => new() { Enabled = Enabled, AuthRevision = Revision };

    /// <summary>A2: proves who a user is.</summary>
    /// <param name="name">The user.</param>
    /// <param name="password">Its password.</param>
    /// <param name="nextToken">Makes the token.</param>
    /// <returns>The token.</returns>
    /// <exception cref="ModelException">Auth is off, or one text for a wrong user or password.</exception>
    public string Authenticate(string name, string password, Func<string> nextToken)
    {
        Refuse(!Enabled, EtcdErrorTexts.AuthNotEnabled);
        User user = FindUser(name, EtcdErrorTexts.AuthenticationFailed);
        Refuse(user.Password is null, EtcdErrorTexts.NoPasswordUser);
        Refuse(!string.Equals(user.Password, password, StringComparison.Ordinal), EtcdErrorTexts.AuthenticationFailed);
        string token = nextToken();
        _userOfToken[token] = name;
        return token;
    }

    /// <summary>Whose token it is; null for none, and for one that is over.</summary>
    public string? UserOf(string? token) => token is null ? null : _userOfToken.GetValueOrDefault(token);

    /// <summary>Ends one token, as its time to live does.</summary>
    public void Forget(string token) => _userOfToken.Remove(token);

    /// <summary>Ends all tokens, as a restart does.</summary>
    public void ForgetAll() => _userOfToken.Clear();

    /// <summary>A5: what a request carries from its entry to its application.</summary>
    /// <param name="token">null if none was sent; not looked at while auth is off.</param>
    /// <param name="request">Some requests are refused in other words (A4).</param>
    /// <exception cref="ModelException">The token is unknown.</exception>
    public AuthCaller Enter(string? token, IMessage request)
    {
        if (!Enabled || token is null)
        {
            return default;
        }

        return UserOf(token) is { } user
            ? new AuthCaller(user, Revision)
            : throw new ModelException(AuthRules.InWordsFor(request, EtcdErrorTexts.InvalidAuthToken));
    }

    /// <summary>A3 to A6: whether a caller may do what a request asks for. Anybody may while auth is off.</summary>
    /// <param name="caller">From <see cref="Enter"/>, perhaps some changes ago.</param>
    /// <param name="request">Any request of etcd; those of elections and locks ask for nothing themselves.</param>
    /// <param name="store">Where the keys of leases stand.</param>
    /// <exception cref="ModelException">It may not.</exception>
    public void Check(AuthCaller caller, IMessage request, ModelStore store)
    {
        if (Enabled)
        {
            new AuthRules(this, store, caller).Check(request);
        }
    }

    /// <summary>Enters and checks at one moment.</summary>
    /// <exception cref="ModelException">The token is unknown, or its user may not.</exception>
    public void Check(string? token, IMessage request, ModelStore store) =>
        Check(Enter(token, request), request, store);

    /// <summary>An independent copy, without tokens: they are not in a backup.</summary>
    public ModelAuth Clone()
    {
        var copy = new ModelAuth { Enabled = Enabled, Revision = Revision };
        foreach ((string name, User user) in _users)
        {
            copy._users.Add(name, user);
        }

        foreach ((string name, ImmutableArray<Permission> permissions) in _roles)
        {
            copy._roles.Add(name, permissions);
        }

        return copy;
    }

    private static void Refuse(bool isRefused, EtcdError error)
    {
        if (isRefused)
        {
            throw new ModelException(error);
        }
    }

    private void EndTokensOf(string user)
    {
        foreach (string token in _userOfToken.Where(pair => pair.Value.Equals(user, StringComparison.Ordinal))
            .Select(pair => pair.Key).ToArray())
        {
            Forget(token);
        }
    }
}
