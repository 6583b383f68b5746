import { createCluster } from '/work/wt/ssa/src/cluster/index.ts'
for (let round = 0; round < 4; round++) {
  const c = createCluster({})
  const t = process.cpuUsage(); 
  c.client.create({group:'apps',version:'v1',resource:'deployments',namespace:'default'}, {apiVersion:'apps/v1',kind:'Deployment',metadata:{name:'web',labels:{app:'web'}},spec:{replicas:600,selector:{matchLabels:{app:'web'}},template:{metadata:{labels:{app:'web'}},spec:{containers:[{name:'nginx',image:'nginx'}]}}}} as never)
  c.loop.settle(120_000)
  const u = process.cpuUsage(t); console.log('cpu ms', (u.user+u.system)/1000)
}
