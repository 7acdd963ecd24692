import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy'
import { ProblemError } from '../sharing/problem.ts'

/**
 * The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address; `undefined` where none is to be used. The
 * rules are those of GitHub's own toolkit, so that the ID token and the calls to AWS take the same way.
 * @throws ProblemError `unreachable` where the variable can't be read: the toolkit would go past the proxy and say nothing
 */
export function proxyFor(address: URL): URL | undefined {
  const variable = variableFor(address)
  if (variable === undefined || checkBypass(address)) return undefined
  const proxy = readProxy(address)
  if (proxy === undefined || proxy.hostname === '') throw new ProblemError(unreadable(variable))
  // The toolkit's has name and password decoded already. Who gets this one decodes them, and twice would be once too often.
  return new URL(proxy.href)
}

// In the order in which the toolkit looks.
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

// The value may hold a password.
function unreadable(variable: string) {
  return {
    reason: 'unreachable',
    message: `${variable} can't be read as the address of a proxy.`,
    remedy:
      'Write it like http://name:password@proxy.example:3128, with %25 for %, %40 for @, %3A for : and %2F for / in name and password, and a port up to 65535.',
  } as const
}
