# Pod Security: levels that namespaces ask for.
kubectl create ns strict
kubectl label ns strict pod-security.kubernetes.io/enforce=foo
kubectl run before --image=nginx -n strict
kubectl run before2 --image=nginx -n strict --privileged
kubectl create deployment old --image=nginx -n strict --replicas=3
kubectl label ns strict pod-security.kubernetes.io/enforce=restricted
kubectl run a --image=nginx -n strict
kubectl create deployment d --image=nginx -n strict
kubectl get events -n strict --field-selector=reason=FailedCreate
kubectl label ns strict pod-security.kubernetes.io/enforce=baseline --overwrite
kubectl label ns strict pod-security.kubernetes.io/warn=restricted pod-security.kubernetes.io/warn-version=v1.24
kubectl run c --image=nginx -n strict
kubectl create job j --image=nginx -n strict
kubectl create cronjob cj --image=nginx --schedule='* * * * *' -n strict
kubectl set image pod/c c=nginx:1.27 -n strict
kubectl label pod c a=b -n strict
kubectl run d --image=nginx -n strict --dry-run=server
kubectl label --dry-run=server --overwrite ns --all pod-security.kubernetes.io/enforce=baseline
cat <<END | kubectl create -f -
apiVersion: v1
kind: Namespace
metadata: {name: bad, labels: {pod-security.kubernetes.io/enforce: strict, pod-security.kubernetes.io/warn-version: "1.25"}}
END
kubectl run priv --image=nginx -n strict --privileged
kubectl create -n strict -f - <<END
apiVersion: v1
kind: Pod
metadata: {name: host}
spec:
  hostNetwork: true
  hostPID: true
  volumes: [{name: v, hostPath: {path: /}}]
  containers:
  - {name: a, image: nginx, ports: [{containerPort: 8080, hostPort: 8080}], securityContext: {capabilities: {add: [NET_ADMIN, SYS_TIME]}}}
  - {name: b, image: nginx, securityContext: {seccompProfile: {type: Unconfined}, privileged: true}}
END
kubectl label ns strict pod-security.kubernetes.io/enforce=restricted --overwrite
kubectl create -n strict -f - <<END
apiVersion: v1
kind: Pod
metadata: {name: good}
spec:
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
  - {name: a, image: nginx, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}
END
kubectl label ns strict pod-security.kubernetes.io/enforce- pod-security.kubernetes.io/warn-
kubectl run free --image=nginx -n strict --privileged
