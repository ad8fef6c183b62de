/**
 * The availability of the product on an order or quote line. The quantity on hand is read from Dynamics 365 Sales in the session of whoever looks at
 * the page; what Business Central has right now is asked of Tandem, with a token that this person has signed in for. Nothing here holds a credential.
 */
(() => {
  'use strict';

  const api = '/api/data/v9.2';
  const quiet = { Accept: 'application/json', 'OData-Version': '4.0', 'OData-MaxVersion': '4.0' };
  const productColumns = '$select=name,productnumber,quantityonhand,tandem_companyid';

  /** Tables whose form may carry the page, and their sets. */
  const lines = { salesorderdetail: 'salesorderdetails', quotedetail: 'quotedetails', product: 'products' };

  /** The record that the form passes in the address: its table and its id, which may stand in braces. */
  const recordOf = (search) => {
    const given = new URLSearchParams(search);
    const table = given.get('typename') ?? '';
    const id = (given.get('id') ?? '').replace(/[{}]/g, '').toLowerCase();
    return table in lines && /^[0-9a-f-]{36}$/.test(id) ? { table, id } : undefined;
  };

  const answerOf = async (answer, whose) => {
    if (answer.ok) return answer.json();
    throw new Error(`${whose} answered with status ${answer.status}.`);
  };

  /** Reads in the session of Dynamics 365 Sales. */
  const fromSales = async (path) => answerOf(await fetch(`${api}/${path}`, { headers: quiet, credentials: 'same-origin' }), 'Sales');

  /** The product of the line; null where it is a write-in. */
  const productOf = async ({ table, id }) => {
    if (table === 'product') return fromSales(`products(${id})?${productColumns}`);
    const line = await fromSales(`${lines[table]}(${id})?$select=quantity&$expand=productid(${productColumns})`);
    return line.productid ?? null;
  };

  /** Where Tandem answers for the company of a product and where people sign in; undefined where live availability is not offered. */
  const connection = async ({ tandem_companyid: company }) => {
    const columns = 'tandem_availabilityurl,tandem_signinauthority,tandem_signinclientid,tandem_signinscope';
    const ofCompany = company ? `&$filter=${encodeURIComponent(`tandem_companyid eq '${company.replaceAll("'", "''")}'`)}` : '';
    const { value } = await fromSales(`tandem_connections?$select=${columns}&$top=1${ofCompany}`);
    const [found] = value;
    return found?.tandem_availabilityurl && found.tandem_signinauthority && found.tandem_signinclientid ? found : undefined;
  };

  const base64url = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

  /** Opens the sign-in in a window of its own; that window comes back to this page, which hands the code over. */
  const codeFrom = (address, state) =>
    new Promise((resolve, reject) => {
      const opened = window.open(address, 'tandem-sign-in', 'width=480,height=640');
      if (!opened) return reject(new Error('The sign-in window was blocked by the browser.'));
      const hear = (message) => {
        if (message.origin !== location.origin || message.source !== opened || message.data?.state !== state) return;
        removeEventListener('message', hear);
        if (message.data.code) resolve(message.data.code);
        else reject(new Error('The sign-in was given up.'));
      };
      addEventListener('message', hear);
    });

  /** An access token of the salesperson: authorization code with PKCE, kept in memory until the page is closed. */
  const signIn = async ({ tandem_signinauthority: authority, tandem_signinclientid: clientId, tandem_signinscope: scope }) => {
    const { authorization_endpoint, token_endpoint } = await answerOf(
      await fetch(`${authority.replace(/\/+$/, '')}/.well-known/openid-configuration`),
      'The sign-in service',
    );
    const [verifier, state] = [random(), random()];
    const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
    const redirect = location.origin + location.pathname;
    const common = { client_id: clientId, redirect_uri: redirect };
    const asked = {
      ...common,
      response_type: 'code',
      scope: scope ?? 'openid',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    };
    const code = await codeFrom(`${authorization_endpoint}?${new URLSearchParams(asked)}`, state);
    const body = new URLSearchParams({ ...common, grant_type: 'authorization_code', code, code_verifier: verifier });
    return (await answerOf(await fetch(token_endpoint, { method: 'POST', body }), 'The sign-in service')).access_token;
  };

  /** What Tandem knows right now; without a token of the salesperson nothing is asked. */
  const liveQuantity = async (url, productId, token) => {
    if (!token) throw new Error('Sign in to ask Business Central.');
    const answer = await fetch(`${url}?${new URLSearchParams({ productId })}`, {
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
      credentials: 'omit',
    });
    return answerOf(answer, 'Tandem');
  };

  const show = (id, text) => {
    document.getElementById(id).textContent = text;
  };

  const offerLive = (settings, product) => {
    const button = document.getElementById('ask-live');
    let token;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        token ??= await signIn(settings);
        const { quantity, unit } = await liveQuantity(settings.tandem_availabilityurl, product.productid, token);
        show('live', `${quantity} ${unit ?? ''}`.trim());
        show('status', '');
      } catch (reason) {
        token = undefined;
        show('status', reason.message);
      }
    });
  };

  const begin = async () => {
    const given = new URLSearchParams(location.search);
    if (window.opener && given.has('state')) {
      window.opener.postMessage({ state: given.get('state'), code: given.get('code') }, location.origin);
      return window.close();
    }
    const record = recordOf(location.search);
    if (!record) return show('status', 'Save the line first; then its availability is shown here.');
    try {
      const product = await productOf(record);
      if (!product) return show('status', 'This line has no product of the catalogue.');
      show('product', `${product.productnumber} ${product.name}`);
      show('on-hand', String(product.quantityonhand ?? 'not known'));
      const settings = await connection(product);
      if (settings) offerLive(settings, product);
    } catch (reason) {
      show('status', reason.message);
    }
  };

  window.tandemAvailability = { recordOf, productOf, liveQuantity, begin };
  void begin();
})();
