# A node that somebody registers by hand keeps the status that it comes with.
# versions: 1.33
cat > n.yaml <<'Y'
apiVersion: v1
kind: Node
metadata: {name: odd, labels: {node-role.kubernetes.io/worker: "", node-role.kubernetes.io/a: x, kubernetes.io/role: old, z: ""}, annotations: {a: b}}
spec: {unschedulable: true, providerID: x://y, podCIDR: 10.1.0.0/24, podCIDRs: [10.1.0.0/24, "fd00::/64"], taints: [{key: a, effect: NoSchedule}, {key: b, value: c, effect: NoExecute}, {key: d, value: e, effect: PreferNoSchedule}]}
status:
  capacity: {cpu: "4", memory: 8Gi, pods: "110", example.com/gpu: "2", hugepages-2Mi: 1Gi}
  allocatable: {cpu: 3900m, memory: 7Gi, pods: "110"}
  conditions: [{type: Ready, status: Unknown, reason: NodeStatusUnknown, message: Kubelet stopped posting node status.}, {type: MemoryPressure, status: "False"}]
  addresses: [{type: InternalIP, address: 9.9.9.9}, {type: ExternalIP, address: 8.8.8.8}, {type: Hostname, address: odd}, {type: InternalDNS, address: odd.local}, {type: InternalIP, address: "fd00::9"}]
  nodeInfo: {machineID: m, systemUUID: s, bootID: b, kernelVersion: "5.4", osImage: "Ubuntu 22.04.3 LTS", containerRuntimeVersion: containerd://1.7, kubeletVersion: v1.30.0-rc.1, kubeProxyVersion: v1.30, operatingSystem: linux, architecture: arm64}
  images: [{names: [a@sha256:x, a:1], sizeBytes: 12345}]
  volumesInUse: [x]
Y
kubectl create -f n.yaml
kubectl get nodes -o wide
kubectl describe node odd
kubectl get nodes -o custom-columns='N:.metadata.name,T:.spec.taints[*].key,C:.status.capacity.cpu,IP:.status.addresses[?(@.type=="InternalIP")].address'
kubectl get nodes --sort-by=.status.capacity.memory
