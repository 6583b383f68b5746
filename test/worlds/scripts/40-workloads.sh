# Stateful sets, daemon sets, replication controllers, revisions and pod templates.
cat <<END > sts.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, labels: {app: db}}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - {name: redis, image: "redis:7", ports: [{containerPort: 6379}], volumeMounts: [{name: data, mountPath: /data}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
END
kubectl create -f sts.yaml
kubectl create -f sts.yaml
kubectl apply -f sts.yaml
kubectl get sts
kubectl get sts -o wide
kubectl get statefulset db -o yaml
kubectl get sts db -o jsonpath='{.spec.volumeClaimTemplates[0].spec}'
kubectl describe sts db
kubectl label sts db tier=back
kubectl annotate sts db note=x
kubectl patch sts db -p '{"spec":{"replicas":3}}'
kubectl patch sts db --type=merge -p '{"spec":{"serviceName":"other"}}'
kubectl patch sts db --type=json -p '[{"op":"replace","path":"/spec/replicas","value":1}]'
kubectl scale sts db --replicas=2
kubectl get sts db -o custom-columns=N:.metadata.name,R:.spec.replicas,U:.spec.updateStrategy.type
sed 's/replicas: 2/replica: 2/; s/selector:/selectors:/' sts.yaml > bad.yaml; kubectl create -f bad.yaml
kubectl explain sts.spec.updateStrategy
kubectl delete -f sts.yaml
kubectl get sts db
cat <<END > ds.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]
      containers:
      - {name: agent, image: busybox, command: [sleep, "9999"]}
END
kubectl apply -f ds.yaml
kubectl get ds
kubectl get ds -o wide
kubectl get ds agent -o json
kubectl describe ds agent
kubectl set image ds/agent agent=nginx
kubectl get ds agent -o jsonpath='{.spec.template.spec.containers[*].image}'
kubectl patch ds agent -p '{"spec":{"template":{"spec":{"containers":[{"name":"agent","env":[{"name":"A","value":"1"}]}]}}}}'
kubectl scale ds agent --replicas=2
sed 's/app: agent}}$/app: other}}/' ds.yaml > bad.yaml; kubectl create -f bad.yaml --dry-run=server
kubectl delete ds agent
cat <<END > rc.yaml
apiVersion: v1
kind: ReplicationController
metadata: {name: old}
spec:
  replicas: 0
  selector: {app: old}
  template:
    metadata: {labels: {app: old}}
    spec: {containers: [{name: c, image: nginx}]}
END
kubectl create -f rc.yaml
kubectl get rc
kubectl get rc -o wide
kubectl get rc old -o yaml
kubectl describe rc old
kubectl label rc old a=b
kubectl get rc -l a=b -o name
kubectl scale rc old --replicas=0
kubectl delete rc old
kubectl delete rc old
cat <<END | kubectl create -f -
apiVersion: v1
kind: PodTemplate
metadata: {name: pt}
template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}
---
apiVersion: apps/v1
kind: ControllerRevision
metadata: {name: rev}
revision: 3
data: {spec: {a: 1}}
END
kubectl get podtemplates,controllerrevisions
kubectl describe podtemplate pt
kubectl describe controllerrevision rev
kubectl delete podtemplates,controllerrevisions --all
