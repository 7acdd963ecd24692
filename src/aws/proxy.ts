import { getProxyUrl } from '@actions/http-client/lib/proxy'

/**
 * The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address; `undefined` where none is to be used. The
 * rules are those of GitHub's own toolkit, so that the ID token and the calls to AWS take the same way.
 */
export function proxyFor(address: URL): URL | undefined {
  return getProxyUrl(address)
}
