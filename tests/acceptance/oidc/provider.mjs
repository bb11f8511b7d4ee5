// The OpenID provider of the tests: the certified `oidc-provider`, on loopback, everything in memory.
// Configuration as JSON in the environment: { port, issuer, redirect, keys (private JWKs), audience, people: { sub: claims } }.
import Provider, { errors } from 'oidc-provider';

const given = JSON.parse(process.env.PROVIDER);

const provider = new Provider(given.issuer, {
  clients: [
    {
      client_id: 'dongha',
      client_secret: 'a secret/of+the:client',
      redirect_uris: [given.redirect],
      grant_types: ['authorization_code', 'client_credentials'],
      response_types: ['code'],
      id_token_signed_response_alg: given.alg ?? 'RS256',
    },
    {
      client_id: 'another',
      client_secret: 'another secret',
      redirect_uris: ['http://127.0.0.1:1/callback'],
      grant_types: ['authorization_code', 'client_credentials'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: given.keys },
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles', 'ward'] },
  pkce: { required: () => true },
  ttl: { AccessToken: 600, ClientCredentials: 600, IdToken: 600, Session: 600, Grant: 600, Interaction: 600 },
  async findAccount(context, sub) {
    const claims = given.people[sub];
    return claims && { accountId: sub, claims: async () => ({ sub, ...claims }) };
  },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      useGrantedResource: () => true,
      getResourceServerInfo(context, resource) {
        if (!given.audiences.includes(resource)) throw new errors.InvalidTarget();
        return { scope: 'openid profile', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600 };
      },
    },
  },
});

provider.listen(given.port, '127.0.0.1', () => console.log('ready'));
