// An outside system: publishes a case that is opened and resolved, and waits for the facts about it.
//
//   npm install
//   node publish.js <broker> <registry>        for example 127.0.0.1:9092 http://127.0.0.1:8080
//
// or with the addresses in BROKER and REGISTRY. `.aftercare/endpoints.json` names those of a local stack.
const { randomUUID } = require('node:crypto')
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = require('kafkajs')
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry')
const lz4 = require('lz4js')

const [broker = process.env.BROKER, registryUrl = process.env.REGISTRY] = process.argv.slice(2)
if (!broker || !registryUrl) {
  console.error('usage: node publish.js <broker> <registry>')
  process.exit(2)
}

const SOURCE = 'example-desk'
const PATIENCE_MS = 60_000
const sourceCaseId = `E-${Date.now()}`

// Facts are compressed with LZ4, which kafkajs alone cannot read.
CompressionCodecs[CompressionTypes.LZ4] = () => ({ decompress: async bytes => Buffer.from(lz4.decompress(bytes)) })

const kafka = new Kafka({ clientId: SOURCE, brokers: [broker], logLevel: logLevel.NOTHING })
const registry = new SchemaRegistry({ host: `${registryUrl.replace(/\/+$/, '')}/apis/ccompat/v7` })
const producer = kafka.producer()
const consumer = kafka.consumer({ groupId: 'example-desk' })

main().catch(async error => {
  console.error(error.message)
  await close()
  process.exit(1)
})

async function main() {
  const facts = await readFacts()
  await producer.connect()
  const now = Date.now()
  // Each branch of the union goes under its full name: {'io.aftercare.intake.Opened': {...}}.
  await report(now - 1000, 'Opened', {
    personId: 'example-person', kind: 'FAULT', product: 'router', priority: 'NORMAL', owner: 'kari', team: 'support',
    cause: null, subject: 'No connection since Monday', wish: null
  })
  await report(now, 'Resolved', { outcome: 'SOLVED', remedy: 'REPAIR', summary: 'Line replaced' })
  await facts.until('CaseOpened', 'CaseResolved')
  await close()
}

async function report(occurredAt, type, body) {
  // The schema is there already: publishers look it up and never register.
  const schemaId = await registry.getLatestSchemaId('case-intake-value')
  const value = await registry.encode(schemaId, {
    source: SOURCE,
    // Keep the id with the case: when in doubt send the same report again, it has no second effect.
    reportId: randomUUID(),
    sourceCaseId,
    occurredAt,
    imported: false,
    body: { [`io.aftercare.intake.${type}`]: body }
  })
  await producer.send({ topic: 'case-intake', messages: [{ key: sourceCaseId, value }] })
  console.log(`published  ${type} of ${sourceCaseId}`)
}

/** Begins to read case-events; `until` waits for facts of our case. */
async function readFacts() {
  const seen = new Set()
  let caseId
  consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || console.error(payload.error.message))
  await consumer.connect()
  await consumer.subscribe({ topic: 'case-events', fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ message }) => {
      const fact = await registry.decode(message.value)
      const [name, body] = Object.entries(fact.body)[0]
      if (body.source === SOURCE && body.sourceCaseId === sourceCaseId) caseId = fact.caseId
      if (fact.caseId !== caseId) return
      seen.add(name.split('.').pop())
      console.log(`read       ${name} ${JSON.stringify(fact)}`)
    }
  })
  return {
    async until(...names) {
      const end = Date.now() + PATIENCE_MS
      while (!names.every(name => seen.has(name))) {
        if (Date.now() > end) throw new Error(`No ${names.filter(n => !seen.has(n))} within a minute: is case-service running?`)
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    }
  }
}

async function close() {
  await Promise.allSettled([producer.disconnect(), consumer.disconnect()])
}
