# Rollouts of daemon sets and stateful sets, and what the server says of itself.
kubectl rollout status ds/kube-proxy -n kube-system
kubectl rollout status ds -n kube-system
kubectl rollout history ds/kube-proxy -n kube-system
kubectl rollout history ds/kube-proxy -n kube-system --revision=1
kubectl apply -f - <<END
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: c, image: redis:7}]
END
kubectl rollout status sts/db --watch=false
kubectl rollout status sts/db --timeout=1s
kubectl rollout history sts/db
kubectl apply -f - <<END
apiVersion: apps/v1
kind: ControllerRevision
metadata:
  name: db-1
  labels: {app: db}
data: {spec: {template: {spec: {containers: [{name: c, image: redis:6}]}}}}
revision: 1
END
kubectl rollout history sts/db
kubectl patch sts db -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl rollout status sts/db
kubectl rollout status pod/x
kubectl rollout status svc/kubernetes
kubectl rollout history svc/kubernetes
kubectl get --raw /version
kubectl get --raw /
kubectl get --raw /healthz
kubectl get --raw '/healthz?verbose'
kubectl get --raw '/readyz?verbose&exclude=etcd'
kubectl get --raw '/livez?exclude=nosuch&verbose'
kubectl get --raw /livez/ping
