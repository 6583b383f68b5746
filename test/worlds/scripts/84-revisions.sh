# Lists of events, and workloads that go back to a controller revision.
kubectl run a --image=nginx
sleep 3
kubectl events -o json
kubectl events -o yaml
kubectl events -o name
kubectl events -o jsonpath='{.items[*].reason}'
kubectl events -o jsonpath='{.items[0].kind}{.kind}'
kubectl events -o go-template='{{range .items}}{{.reason}} {{end}}'
kubectl events -o wide
kubectl events -o foo
kubectl events -A -o json | head -20
kubectl events --for pod/a --types=Normal -o json | head -8
sleep 3
cat > sts.yaml <<EOF
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 1
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: redis}]}
EOF
kubectl apply -f sts.yaml
kubectl rollout undo sts/db
kubectl rollout undo sts/db --to-revision=3
kubectl rollout undo sts/db --to-revision=-1
for n in 1 2 3; do kubectl create -f - <<EOF
apiVersion: apps/v1
kind: ControllerRevision
metadata:
  name: db-$n
  labels: {app: db}
  ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true, uid: $(kubectl get sts db -o jsonpath={.metadata.uid})}]
revision: $n
data: {spec: {template: {\$patch: replace, metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "redis:$n"}]}}}}
EOF
done
kubectl get controllerrevisions
kubectl rollout history sts/db
kubectl rollout history sts/db --revision=2
kubectl rollout undo sts/db --dry-run=client
kubectl rollout undo sts/db --dry-run=server
kubectl rollout undo sts/db
kubectl get sts db -o wide
kubectl rollout undo sts/db --to-revision=1
kubectl get sts db -o wide
kubectl rollout undo sts/db --to-revision=9
kubectl rollout restart sts/db
kubectl rollout restart rs
kubectl rollout pause sts/db
kubectl rollout resume sts/db
kubectl create job pi --image=busybox
kubectl rollout restart job/pi
