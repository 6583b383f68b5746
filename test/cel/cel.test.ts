// Expressions: what they give, what cel-go says of those that are wrong, and that none runs for long.
import { describe, expect, it } from 'vitest'
import { overloadOf } from '../../src/cel/function.ts'
import { Budget, CelError, type CelType, celValue, compile } from '../../src/cel/index.ts'
import { libraries } from '../../src/cel/library/index.ts'

const self: CelType = {
  kind: 'object',
  name: 'selfType',
  fields: {
    n: { kind: 'int' },
    s: { kind: 'string' },
    l: { kind: 'list', item: { kind: 'string' } },
    m: { kind: 'map', key: { kind: 'string' }, item: { kind: 'int' } },
    o: { kind: 'object', name: 'selfType.o', fields: { x: { kind: 'int' } } },
    t: { kind: 'timestamp' },
    d: { kind: 'duration' },
    q: { kind: 'dyn' },
    f: { kind: 'double' },
    __namespace__: { kind: 'string' },
  },
}
const value = {
  n: 3,
  s: 'hello',
  l: ['a', 'b'],
  m: { a: 1 },
  o: { x: 1, y: 2 },
  t: '2024-01-02T03:04:05Z',
  d: '1h30m',
  q: '10%',
  f: 1.5,
  namespace: 'x',
}

function outcome(source: string): string {
  const program = compile(source, { self })
  if ('issues' in program) return program.issues
  try {
    const result = program.run({ self: celValue(value, self) })
    return typeof result === 'object'
      ? JSON.stringify(result, (_, item) => (typeof item === 'bigint' ? Number(item) : item))
      : String(result)
  } catch (error) {
    if (error instanceof CelError) return `! ${error.message}`
    throw error
  }
}

const results: readonly (readonly [string, string])[] = [
  ['self.n > 2 && self.n < 3.5', 'true'],
  ['self.n + 1', '4'],
  ['self.s.matches("^h") && matches(self.s, "l{2}")', 'true'],
  ['self.s.matches("(")', '! error parsing regexp: missing closing ): `(`'],
  [
    '"a-b_c/d".matches(r"^[a-z\\-_/]+$") && "AB".matches("(?i)^ab$") && "x9".matches("^[[:alpha:]][[:digit:]]$")',
    'true',
  ],
  ['self.l.all(x, x.startsWith("a"))', 'false'],
  ['self.l.exists(x, x == "a") && self.l.exists_one(x, x == "b")', 'true'],
  ['size(self.l) == 2 && self.l.size() == 2 && size(self.m) == 1 && size("é") == 1', 'true'],
  ['self.l[5]', '! index out of bounds: 5'],
  ['self.m["b"]', '! no such key: b'],
  ['self.m.all(k, self.m[k] > 0)', 'true'],
  ['has(self.s)', 'true'],
  ['self.?s.orValue("x")', 'hello'],
  ['self == self && self.o == self.o && self.l == ["a", "b"]', 'true'],
  ['self.t > timestamp("2020-01-01T00:00:00Z") && self.t.getFullYear() == 2024', 'true'],
  ['self.d < duration("2h") && self.d == duration("90m")', 'true'],
  ['type(self.q) == int ? self.q < 5 : self.q.replace("%", "") == "10"', 'true'],
  ['self.s.split("l").join("-")', 'he--o'],
  ['self.l.map(x, x + "!")', '["a!","b!"]'],
  ['self.l.map(x, x == "a", x).size() + self.l.filter(x, x == "b").size()', '2'],
  ['self.n / 0', '! division by zero'],
  ['self.n % 0', '! modulus by zero'],
  ['9223372036854775807 + self.n', '! integer overflow'],
  ['sets.contains([1, 2], [1]) && sets.equivalent([1, 1], [1]) && !sets.intersects([1], [2])', 'true'],
  ['optional.none().hasValue() || optional.of(1).hasValue()', 'true'],
  ['cel.bind(x, self.n, x + 1)', '4'],
  ['self.l.isSorted() && [3, 1, 2].max() == 3 && [1, 2].sum() == 3 && [2.5, 1.5].min() == 1.5', 'true'],
  ['self.s.indexOf("l") == 2 && self.s.lastIndexOf("l") == 3 && self.l.indexOf("b") == 1', 'true'],
  ['self.s.substring(1, 3) + self.s.charAt(0) + self.s.upperAscii() + " a ".trim()', 'elhHELLOa'],
  ['self.s.find("l+") + self.s.findAll("l").join("|")', 'lll|l'],
  [
    'string(self.n) + string(1.5) + string(true) + string(self.d) + string(self.t)',
    '31.5true5400s2024-01-02T03:04:05Z',
  ],
  ['int("5") + int(2.9) + int(self.t)', '1704164652'],
  ['int("a")', '! strconv.ParseInt: parsing "a": invalid syntax'],
  ['duration("x")', '! time: invalid duration "x"'],
  ['self.__namespace__ in ["x"] && "a" in self.m && !("z" in self.l)', 'true'],
  ['dyn(1) + "a"', '! no such overload'],
  ['uint(1) + 1u == 2u', 'true'],
  [
    'quantity("1.5Gi").isGreaterThan(quantity("1Gi")) && quantity("500m").add(quantity("500m")) == quantity("1")',
    'true',
  ],
  ['quantity("10k").asInteger() - quantity("1").sub(1).sign()', '10000'],
  ['quantity("a")', "! quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
  ['isQuantity("1Gi") && !isQuantity("1Gu") && !quantity("1m").isInteger()', 'true'],
  ['ip("10.0.0.1").family() + ip("::1").family()', '10'],
  ['ip("127.0.0.1").isLoopback() && ip("fe80::1").isLinkLocalUnicast() && ip("8.8.8.8").isGlobalUnicast()', 'true'],
  ['ip.isCanonical("2001:db8::abcd") && !ip.isCanonical("2001:DB8::abcd") && string(ip("1::0:0:2")) == "1::2"', 'true'],
  ['isIP("10.0.0.256") || isIP("010.0.0.1") || isIP("::ffff:1.2.3.4")', 'false'],
  ['cidr("10.0.0.0/8").containsIP("10.1.2.3") && cidr("10.0.0.0/8").containsCIDR("10.0.0.0/16")', 'true'],
  ['string(cidr("10.1.2.3/16").masked()) + string(cidr("10.1.2.3/16").ip())', '10.1.0.0/1610.1.2.3'],
  [
    'url("https://user@example.com:8080/a%20b?k=1&k=2").getHostname() + url("http://[::1]:80/").getPort()',
    'example.com80',
  ],
  ['url("https://example.com/a?k=1&k=2&m").getQuery()', '{"k":["1","2"],"m":[""]}'],
  ['url("nope")', '! URL parse error during conversion from string: parse "nope": invalid URI for request'],
  ['isURL("/a") && !isURL("a b")', 'true'],
  ['semver("1.2.3").isLessThan(semver("1.10.0")) && semver("v1.2", true) == semver("1.2.0")', 'true'],
  ['semver("1.0.0-alpha.1").compareTo(semver("1.0.0")) + semver("3.4.5").minor()', '3'],
  ['isSemver("1.0") || isSemver("1.0.0-01")', 'false'],
  ['format.dns1123Label().validate("ok").hasValue() || !format.dns1123Label().validate("No.").hasValue()', 'false'],
  ['format.named("nope").hasValue()', 'false'],
  ['format.uuid().validate("x").value()', '["does not match the UUID format"]'],
  ['false && self.l[9] == "x"', 'false'],
  ['self.l[9] == "x" || true', 'true'],
]

const issues: readonly (readonly [string, ...string[]])[] = [
  ['self.foo', "1:5: undefined field 'foo'"],
  ['has(self.foo)', "1:9: undefined field 'foo'"],
  ['self.o.y', "1:7: undefined field 'y'"],
  ['nope', "1:1: undeclared reference to 'nope' (in container '')"],
  ['nope(1)', "1:5: undeclared reference to 'nope' (in container '')"],
  ['self.s.nope()', "1:12: undeclared reference to 'nope' (in container '')"],
  ['self.n + "a"', "1:8: found no matching overload for '_+_' applied to '(int, string)'"],
  ['self.n == 3.0', "1:8: found no matching overload for '_==_' applied to '(int, double)'"],
  ['self.n.foo', "1:7: type 'int' does not support field selection"],
  ['self.l.all(x, x > 1)', "1:17: found no matching overload for '_>_' applied to '(string, int)'"],
  [
    'self.n.all(x, x)',
    "1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
  ],
  ['self.n in self.l', "1:8: found no matching overload for '@in' applied to '(int, list(string))'"],
  ['self.n ? 1 : 2', "1:8: found no matching overload for '_?_:_' applied to '(int, int, int)'"],
  ['quantity("1") + 1', "1:15: found no matching overload for '_+_' applied to '(kubernetes.Quantity, int)'"],
  ['isIP(cidr("10.0.0.0/8"))', "1:5: found no matching overload for 'isIP' applied to '(net.CIDR)'"],
  ['[1, "a"]', "1:5: expected type 'int' but found 'string'"],
  ['!self.n', "1:1: found no matching overload for '!_' applied to '(int)'"],
  ['"a".lowerAscii(1)', "1:15: found no matching overload for 'lowerAscii' applied to 'string.(int)'"],
  ['self.l[self.s]', "1:7: found no matching overload for '_[_]' applied to '(list(string), string)'"],
  ['self.foo || self.bar', "1:5: undefined field 'foo'", "1:17: undefined field 'bar'"],
  [
    'self.n >',
    "1:9: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
  ],
  ['self.n @ 1', "1:8: Syntax error: token recognition error at: '@'"],
  ['1 +\n  self.foo', "2:7: undefined field 'foo'"],
]

describe('expressions', () => {
  it.each(results)('%s', (source, wanted) => {
    expect(outcome(source)).toBe(wanted)
  })

  it.each(issues)('%s is refused', (source, ...wanted) => {
    const found = outcome(source)
      .split('\n')
      .filter((line) => line.startsWith('ERROR: '))
    expect(found).toEqual(wanted.map((line) => `ERROR: <input>:${line}`))
  })

  it('shows the line and the place', () => {
    expect(outcome('1 +\n  self.foo')).toBe("ERROR: <input>:2:7: undefined field 'foo'\n |   self.foo\n | ......^")
  })

  it('gives up when the cost is spent, and shares a budget', () => {
    const big = celValue({ l: Array.from({ length: 1000 }, (_, at) => `a${at}`) }, self)
    const program = compile('self.l.all(a, self.l.all(b, self.l.all(c, c != "")))', { self })
    const small = compile('self.l.all(a, a != "")', { self })
    if ('issues' in program || 'issues' in small) throw new Error('does not compile')
    expect(() => program.run({ self: big })).toThrow('operation cancelled: actual cost limit exceeded')
    const budget = new Budget(1500)
    expect(small.run({ self: big }, budget)).toBe(true)
    expect(budget.remaining).toBeLessThan(500)
    expect(() => small.run({ self: big }, budget)).toThrow('cost limit exceeded')
  })

  it('bounds regular expressions', () => {
    const program = compile('self.s.matches("^(a+)+$")', { self })
    if ('issues' in program) throw new Error(program.issues)
    expect(program.run({ self: celValue({ s: `${'a'.repeat(5000)}b` }, self) })).toBe(false)
  })

  it('has each function wholly of ours or wholly of the library', () => {
    const functions = libraries.flatMap((library) => library.functions)
    expect(functions.length).toBeGreaterThan(120)
    const ours = new Set(functions.filter(({ run }) => run).map(({ signature }) => overloadOf(signature).name))
    expect(functions.filter(({ run, signature }) => !run && ours.has(overloadOf(signature).name))).toEqual([])
  })
})
