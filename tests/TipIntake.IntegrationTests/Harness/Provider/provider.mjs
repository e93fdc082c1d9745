// A real OpenID provider for tests: oidc-provider with a sign-in page on which a test says who signs in and what the provider says about them,
// and which fault its token has. It ends when whoever started it closes its standard input.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import Provider from 'oidc-provider';

const wishes = new Map();
const secret = process.env.CLIENT_SECRET;
const key = newKey('right');
const other = newKey('right');

let answer;
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = make(issuer).callback();
  console.log(issuer);
});
process.stdin.on('end', () => process.exit()).resume();

function make(issuer) {
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'tipintake', client_secret: secret, redirect_uris: ['http://127.0.0.1/sign-in/provider/return'], response_types: ['code'], grant_types: ['authorization_code'] }],
    jwks: { keys: [key.jwk] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', 'roles'] },
    acrValues: ['low', 'high'],
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (ctx, interaction) => `/who/${interaction.uid}` },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, roles: list(wishes.get(id)?.roles) }) }),
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  // The service under test listens on another port each time.
  provider.Client.prototype.redirectUriAllowed = uri => /^http:\/\/(127\.0\.0\.1|localhost):\d+\/sign-in\/provider\/return$/.test(uri);
  provider.use(askWho(provider));
  provider.use(spoil);
  return provider;
}

function askWho(provider) {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/who/')) {
      await next();
      return;
    }

    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'GET') {
      ctx.type = 'html';
      ctx.body = `<!DOCTYPE html><html lang="en"><title>Sign in</title><form method="post" data-prompt="${word(params.prompt)}" data-max-age="${word(params.max_age)}" data-acr="${word(params.acr_values)}">
        ${['subject', 'acr', 'amr', 'roles', 'age', 'spoil'].map(name => `<label>${name} <input name="${name}"></label>`).join('\n')}<button>Sign in</button></form></html>`;
      return;
    }

    const wish = Object.fromEntries(new URLSearchParams(await body(ctx.req)));
    wishes.set(wish.subject, wish);
    const ts = Math.floor(Date.now() / 1000) - Number(wish.age || 0);
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: wish.subject, acr: wish.acr || undefined, amr: list(wish.amr), ts } });
  };
}

// What a hostile or broken provider would answer: signed with the right key, so that exactly one thing is wrong.
async function spoil(ctx, next) {
  await next();
  if (!ctx.body?.id_token) {
    return;
  }

  const [header, claims] = ctx.body.id_token.split('.').slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url')));
  const second = Math.floor(Date.now() / 1000);
  switch (wishes.get(claims.sub)?.spoil) {
    case 'signature': return give(ctx, header, claims, other);
    case 'unsigned': return give(ctx, { alg: 'none' }, { ...claims, at_hash: undefined }, null);
    case 'issuer': return give(ctx, header, { ...claims, iss: 'http://127.0.0.1:1' }, key);
    case 'audience': return give(ctx, header, { ...claims, aud: 'another-service' }, key);
    case 'expired': return give(ctx, header, { ...claims, iat: second - 7_200, exp: second - 3_600 }, key);
    case 'nonce': return give(ctx, header, { ...claims, nonce: randomBytes(32).toString('base64url') }, key);
    case 'no-nonce': return give(ctx, header, { ...claims, nonce: undefined }, key);
    case 'no-auth-time': return give(ctx, header, { ...claims, auth_time: undefined }, key);
    case 'future-auth-time': return give(ctx, header, { ...claims, auth_time: second + 3_600 }, key);
    case 'resigned': return give(ctx, header, claims, key);
  }
}

function give(ctx, header, claims, with_) {
  const signed = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = with_ ? sign('sha256', Buffer.from(signed), with_.privateKey).toString('base64url') : '';
  ctx.body = { ...ctx.body, id_token: `${signed}.${signature}` };
}

function newKey(kid) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

async function body(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }

  return Buffer.concat(parts).toString();
}

function list(text) {
  return text ? text.split(' ') : undefined;
}

function word(value) {
  return String(value ?? '').replace(/[^\w -]/g, '');
}
