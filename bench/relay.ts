import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Starts a TCP relay with a simulated round trip to its target, and returns its port. On loopback a connection opens at
 * once, so the relay delays the client's first data by the round trip of a handshake. Every later piece of data takes
 * half a round trip each way.
 */
export async function startRelay(targetPort: number, roundTripMs: number): Promise<number> {
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: targetPort, host: '127.0.0.1', noDelay: true })
    const readyAt = performance.now() + roundTripMs
    carry(client, upstream, roundTripMs / 2, readyAt)
    carry(upstream, client, roundTripMs / 2, 0)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server has a port
  return (server.address() as AddressInfo).port
}

function carry(from: Socket, to: Socket, delayMs: number, readyAt: number): void {
  let last = Promise.resolve()
  const after = (act: () => void) => {
    last = later(last, Math.max(performance.now(), readyAt) + delayMs, act)
  }
  from.on('data', (bytes) => {
    after(() => to.write(bytes))
  })
  from.on('end', () => {
    after(() => to.end())
  })
  from.on('error', () => to.destroy())
}

async function later(last: Promise<void>, due: number, act: () => void): Promise<void> {
  await last
  const left = due - performance.now()
  if (left > 0) await pause(left)
  act()
}
