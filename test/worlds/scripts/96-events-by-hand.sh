# Events that somebody writes by hand, with little in them.
# versions: 1.27,1.29,1.33
cat > ev.yaml <<'Y'
apiVersion: v1
kind: Event
metadata: {name: e1}
involvedObject: {kind: Pod, name: web, namespace: default, fieldPath: "spec.containers{a}"}
reason: Odd
message: "two\nlines"
type: Strange
count: 5
source: {component: me, host: here}
---
apiVersion: v1
kind: Event
metadata: {name: e2}
involvedObject: {kind: Pod, name: web, namespace: default}
reportingComponent: rc
reportingInstance: ri
series: {count: 9}
action: Do
---
apiVersion: v1
kind: Event
metadata: {name: e3}
involvedObject: {kind: Node, name: node01}
---
apiVersion: v1
kind: Event
metadata: {name: e4}
---
apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: e5}
regarding: {kind: Pod, name: web, namespace: default}
type: Normal
reason: New
note: a note
---
apiVersion: v1
kind: Event
metadata: {name: e6, namespace: kube-system}
involvedObject: {kind: Pod, name: web, namespace: default}
Y
kubectl create -f ev.yaml
kubectl get events e1 e2 -o wide
kubectl get events e3
kubectl describe events e1 e2
kubectl events --for pod/web
kubectl get events --field-selector type=Strange
kubectl get events --field-selector involvedObject.name=web,reason=Odd -o name
kubectl get events --sort-by=.count --field-selector involvedObject.name=web
kubectl get events e1 -o yaml
kubectl label event e1 a=b
kubectl delete events e1 e2 e3
