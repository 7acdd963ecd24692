import { endpointVariable, type Service } from './endpoints.ts'
import type { ErrorFacts } from './error-facts.ts'
import { serviceUnavailable, throttled, type Call, type Explanation } from './explanation.ts'

/** Explains why AWS sent no error answer: the network, or something between the runner and AWS. */
export function explainSilence(facts: ErrorFacts, call: Call): Explanation {
  if (facts.name === 'EndpointError' || facts.code === 'ERR_INVALID_URL') return unusableEndpoint(facts, call)
  if (facts.name === 'NoTunnel') return noTunnel(facts, call)
  if (facts.httpStatus === 429) return throttled(call)
  // A proxy's page is not AWS's fault. AWS's own load balancers answer without a body.
  const isPage = facts.name === 'SyntaxError'
  const isFault = facts.httpStatus !== undefined && facts.httpStatus >= 500
  if (isFault && !isPage) return serviceUnavailable(call, facts)
  // A code comes from the network: the answer started, and the connection broke before its end.
  if (facts.httpStatus !== undefined && facts.code === undefined) {
    const orAws = isFault ? ' If it is none of these, AWS has a fault: run it again later.' : ''
    return {
      reason: 'unreachable',
      why: `something other than ${call.service} answered (HTTP status ${facts.httpStatus}, not in the form AWS uses)`,
      remedy: `Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL.${orAws}`,
    }
  }
  const explanation = explainNetwork(facts, call)
  return explanation.reason === 'unreachable'
    ? { ...explanation, remedy: `${endpointNote(call)}${explanation.remedy}` }
    : explanation
}

const endpointsOf: Readonly<Record<Call['service'], Service>> = {
  'Amazon WorkSpaces': 'workspaces',
  'AWS STS': 'sts',
  'AWS Organizations': 'organizations',
}

// Only the host: the address may hold a password.
function endpointNote({ service }: Call): string {
  const variable = endpointVariable(endpointsOf[service], process.env)
  const address = variable === undefined ? '' : (process.env[variable] ?? '')
  return URL.canParse(address)
    ? `${variable} is set, so the calls go to ${new URL(address).host}: check that it is right and answers. `
    : ''
}

// The job's environment was checked before; the SDK reads the endpoints in AWS's configuration files only now.
function unusableEndpoint({ message }: ErrorFacts, { service }: Call): Explanation {
  return {
    reason: 'invalid-input',
    why: `the settings lead to no endpoint of ${service} (${message.replace(/\.$/, '')})`,
    remedy:
      "Check endpoint_url, use_fips_endpoint and use_dualstack_endpoint in the files of AWS's configuration (AWS_CONFIG_FILE), and the variables of the same names.",
  }
}

function unreachable(why: string, remedy: string): Explanation {
  return { reason: 'unreachable', why, remedy }
}

function noTunnel({ httpStatus }: ErrorFacts, { service }: Call): Explanation {
  return unreachable(
    `the proxy opened no connection to ${service} (HTTP status ${httpStatus})`,
    'Check HTTPS_PROXY or HTTP_PROXY with its name and password, and that the proxy allows the address; NO_PROXY names addresses that need no proxy.',
  )
}

function explainNetwork({ code, name, message }: ErrorFacts, { service }: Call): Explanation {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(
      `the address of ${service} can't be found (DNS, ${code})`,
      "Check that aws-region is right and offers WorkSpaces, and the runner's DNS and proxy.",
    )
  }
  if (code !== undefined && /CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)) {
    return unreachable(
      `the certificate of ${service} is not trusted (${code})`,
      'If a proxy opens TLS connections, let the runner trust its certificate with NODE_EXTRA_CA_CERTS.',
    )
  }
  if (name === 'NoAnswer') {
    return unreachable(
      `${service} gave ${message}`,
      "Look at health.aws.amazon.com and the runner's network, firewall and proxy, then run it again; what is in effect already is left as it is.",
    )
  }
  if (
    code !== undefined ||
    name === 'TimeoutError' ||
    message === 'aborted' ||
    message === 'socket hang up'
  ) {
    return unreachable(
      `${service} could not be reached, or the connection broke (${code ?? 'time-out'})`,
      "Check the runner's network, firewall and proxy, then run it again; what is in effect already is left as it is.",
    )
  }
  if (name === 'Error' || name === 'SyntaxError') {
    return unreachable(
      `something other than ${service} answered, or ${service} gave an answer that can't be read`,
      "Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL, then run it again.",
    )
  }
  return {
    reason: 'internal',
    why: `the action met a case it was not built for (${name}: ${message})`,
    remedy: 'Please report it, with the log of a run that has debug logging on.',
  }
}
