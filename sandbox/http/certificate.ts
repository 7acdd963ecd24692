import { generate } from 'selfsigned'

// Keys on a curve are made in no time; a pair for RSA takes longer than a run.
const keys = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

/**
 * Creates a certificate for 127.0.0.1, localhost and other host names, and the authority that signed it.
 *
 * A client has to trust `ca`, which is the content of the file in `NODE_EXTRA_CA_CERTS`.
 */
export async function loopbackCertificate(
  names: readonly string[] = [],
): Promise<{ key: string; cert: string; ca: string }> {
  // Clocks differ slightly between machines, so a certificate valid from this very moment might not be valid yet.
  const notBeforeDate = new Date(Date.now() - 60 * 60 * 1000)
  const authority = await generate([{ name: 'commonName', value: 'Sandbox Authority' }], {
    ...keys,
    notBeforeDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...keys,
    notBeforeDate,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...['localhost', ...names].map((value) => ({ type: 2, value }) as const),
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return { key: server.private, cert: server.cert, ca: authority.cert }
}
