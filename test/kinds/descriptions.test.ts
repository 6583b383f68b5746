// What is said of the built-in types covers them: every kind and what all kinds have, and nearly every field.
import { describe, expect, it } from 'vitest'
import type { FieldSchema } from '../../src/api/index.ts'
import { describedSchema } from '../../src/api/later.ts'
import { loadDescriptions } from '../../src/kinds/later.ts'
import { createLab } from '../../src/lab/index.ts'

const lab = createLab()
await lab.load()
const descriptions = await loadDescriptions()
const schema = describedSchema(lab.client.schema, descriptions)

const flat = (id: string): FieldSchema[] =>
  (schema.definitions[id]?.fields ?? []).flatMap((field) => (field.name === '' ? flat(field.type) : [field]))

/** What nobody says anything of, upstream neither; JSON schemas have a specification of their own. */
const silent =
  /^apiextensions\.v1\.(?:JSONSchemaProps|ExternalDocumentation)#|^certificates\.v1\.CertificateSigningRequest#metadata$|^networking\.v1\.IngressRule(?:Value)?#http$/

describe('descriptions', () => {
  it('keeps each text once', () => {
    const texts = descriptions?.texts ?? []
    expect(texts.length).toBeGreaterThan(1900)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('says something of every kind and of what all kinds have', () => {
    // The metrics are another server's.
    const resources = lab.client.resources().filter(({ group }) => group !== 'metrics.k8s.io')
    expect(resources.length).toBeGreaterThan(60)
    const faults = resources.flatMap(({ group, version, kind }) => {
      const key = `${group === '' ? '' : `${group}/`}${version}/${kind}`
      const id = schema.kinds[key]
      if (id === undefined) return [`${key}: has no structure`]
      const own = schema.definitions[id]?.description === undefined ? [key] : []
      const common = ['apiVersion', 'kind', 'metadata', 'spec', 'status']
      const fields = flat(id).filter(
        ({ name, description }) => common.includes(name) && description === undefined && !silent.test(`${id}#${name}`),
      )
      return [...own, ...fields.map(({ name }) => `${key} ${name}`)]
    })
    expect(faults).toEqual([])
  })

  it('says something of every field that upstream describes', () => {
    const lacking: string[] = []
    let fields = 0
    for (const id of Object.keys(lab.client.schema.definitions)) {
      if (id.startsWith('custom.')) continue
      const all = flat(id)
      fields += all.length
      for (const { name, description } of all) if (description === undefined) lacking.push(`${id}#${name}`)
    }
    expect(fields).toBeGreaterThan(1900)
    expect(lacking.filter((one) => !silent.test(one))).toEqual([])
    expect(lacking.length / fields).toBeLessThan(0.05)
  })
})
