// One metric of an autoscaler: what it is now, and what it should be (k8s.io/kubectl/pkg/describe/describe.go,
// describeHorizontalPodAutoscalerV2, v1.33).

import { canonicalQuantity } from '../../api/index.ts'
import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../kinds/index.ts'
import { quote } from '../flag-parser.ts'
import type { DescribeWriter } from './writer.ts'

const unknown = '<unknown>'

export function writeMetric(w: DescribeWriter, metric: MetricSpec, status: MetricStatus | undefined): void {
  const { external, pods, object, resource, containerResource } = metric
  if (metric.type === 'External' && external) {
    const { target } = external
    const current = status?.external?.current
    const name = quote(external.metric.name)
    if (target.averageValue !== undefined) {
      const average = current?.averageValue
      const text = average === undefined ? unknown : canonicalQuantity(average)
      w.field(1, `${name} (target average value)`, `${text} / ${amount(target.averageValue)}`)
    } else {
      w.field(1, `${name} (target value)`, `${current ? amount(current.value) : unknown} / ${amount(target.value)}`)
    }
  } else if (metric.type === 'Pods' && pods) {
    w.field(1, `${quote(pods.metric.name)} on pods`, averages(status?.pods?.current, pods.target))
  } else if (metric.type === 'Object' && object) {
    const { target, describedObject } = object
    const current = status?.object?.current
    const name = `"${object.metric.name}" on ${describedObject.kind}/${describedObject.name}`
    if (target.type === 'AverageValue') w.field(1, `${name} (target average value)`, averages(current, target))
    else w.field(1, `${name} (target value)`, `${current ? amount(current.value) : unknown} / ${amount(target.value)}`)
  } else if (metric.type === 'Resource' && resource) {
    writeResource(w, `resource ${resource.name} on pods`, status?.resource?.current, resource.target)
  } else if (metric.type === 'ContainerResource' && containerResource) {
    const { name, container, target } = containerResource
    const head = `resource ${name} of container "${container}" on pods`
    writeResource(w, head, status?.containerResource?.current, target)
  } else {
    w.write(1, `<unknown metric type ${quote(metric.type)}>\n`)
  }
}

function writeResource(
  w: DescribeWriter,
  head: string,
  current: MetricValueStatus | undefined,
  target: MetricTarget,
): void {
  if (target.averageValue !== undefined) {
    w.field(1, head, averages(current, target))
    return
  }
  const used = current?.averageUtilization
  const text = used === undefined ? unknown : `${used}% (${amount(current?.averageValue)})`
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`
  w.field(1, `${head}  (as a percentage of request)`, `${text} / ${wanted}`)
}

function averages(current: MetricValueStatus | undefined, target: MetricTarget): string {
  return `${current ? amount(current.averageValue) : unknown} / ${amount(target.averageValue)}`
}

/** A pointer to a quantity as Go prints it. */
function amount(quantity: string | undefined): string {
  return quantity === undefined ? '<nil>' : canonicalQuantity(quantity)
}
