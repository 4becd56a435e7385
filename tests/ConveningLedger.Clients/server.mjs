// The server that the tests ask: one that is named by LEDGER_URL and LEDGER_TOKEN, else one of their own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = process.env.LEDGER_SERVER_DLL
  ?? join(import.meta.dirname, '..', 'ConveningLedger.Server.Tests', 'bin', 'Release', 'net10.0', 'ConveningLedger.Server.dll')
const patience = 180_000

// Interrupts of the terminal do not reach it: asked to stop a second time, it would leave its PostgreSQL behind.
const inBackground = process.platform !== 'win32'

/** The server of the tests; with settings, one of its own that has them. */
export async function startServer(stopped = new AbortController().signal, settings = null) {
  if (process.env.LEDGER_URL && !settings) return { url: process.env.LEDGER_URL, token: process.env.LEDGER_TOKEN ?? '', stop: async () => {} }
  const data = mkdtempSync(join(tmpdir(), 'ledger-clients-'))
  const url = `http://127.0.0.1:${await freePort()}`
  const env = { ...process.env, LEDGER_DATA: data, ASPNETCORE_URLS: url, ASPNETCORE_ENVIRONMENT: 'Production', ...settings }
  // Nobody's own database is written to.
  delete env.ConnectionStrings__Ledger
  const server = spawn('dotnet', [program, 'run'], { env, stdio: ['ignore', 'ignore', 'inherit'], detached: inBackground })
  const ended = new Promise(done => server.on('error', fault => console.error(fault.message)).once('close', done))
  const stop = async () => {
    server.kill('SIGTERM')
    const late = setTimeout(() => server.kill('SIGKILL'), patience)
    await ended
    clearTimeout(late)
    rmSync(data, { recursive: true, force: true })
    if (server.signalCode === 'SIGKILL') throw new Error('The server did not stop when it was asked to.')
  }
  try {
    await ready(url, server, stopped)
    return { url, token: await output(['token'], env, stopped), env, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

// Once it is ready, the sample is there, too.
async function ready(url, server, stopped) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    stopped.throwIfAborted()
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`The server ended with ${server.exitCode ?? server.signalCode}.`)
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error(`The server is not ready within ${patience / 1000} s.`)
}

// What a command says; what it says beside is only told where it fails.
async function output(words, env, signal) {
  const child = spawn('dotnet', [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'], signal })
  let [said, beside] = ['', '']
  child.stdout.setEncoding('utf8').on('data', chunk => { said += chunk })
  child.stderr.setEncoding('utf8').on('data', chunk => { beside += chunk })
  const status = await new Promise((done, fail) => child.once('close', done).once('error', fail))
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}.\n${beside}`)
  return said.trim()
}

function freePort() {
  return new Promise((done, fail) => {
    const listener = createServer().once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = listener.address()
      listener.close(() => done(port))
    })
  })
}
