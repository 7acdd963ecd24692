import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy'
import { ProblemError } from '../sharing/problem.ts'

/**
 * Returns the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address; `undefined` if none applies. The
 * rules are those of GitHub's own toolkit, so that the ID token and the calls to AWS take the same route.
 * @throws ProblemError `unreachable` if the variable can't be read: the toolkit would silently bypass the proxy
 */
export function proxyFor(address: URL): URL | undefined {
  const variable = variableFor(address)
  if (variable === undefined || checkBypass(address)) return undefined
  const proxy = readProxy(address)
  if (proxy === undefined || proxy.hostname === '') throw new ProblemError(unreadable(variable))
  // The toolkit's URL has name and password already decoded. The caller decodes them, and must not decode them twice.
  return new URL(proxy.href)
}

// In the order in which the toolkit reads them.
function variableFor({ protocol }: URL): string | undefined {
  const names = protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY']
  return names.find((name) => process.env[name])
}

function readProxy(address: URL): URL | undefined {
  try {
    return getProxyUrl(address)
  } catch {
    return undefined
  }
}

// Omits the value, which may hold a password.
function unreadable(variable: string) {
  return {
    reason: 'unreachable',
    message: `${variable} can't be read as the address of a proxy.`,
    remedy:
      'Write it like http://name:password@proxy.example:3128, with %25 for %, %40 for @, %3A for : and %2F for / in name and password, and a port up to 65535.',
  } as const
}
