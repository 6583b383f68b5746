# Containers to look into pods and nodes with; the names that kubectl chooses by chance are given here.
# versions: 1.31,1.33
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
  annotations: {note: kept}
spec:
  initContainers:
  - {name: before, image: busybox, command: ["true"]}
  containers:
  - name: web
    image: nginx
    args: [nginx, -g, daemon off;]
    livenessProbe: {httpGet: {path: /, port: 80}}
    readinessProbe: {httpGet: {path: /, port: 80}}
    securityContext: {capabilities: {drop: [NET_RAW]}}
  - {name: side, image: "busybox:1.36", command: [sleep, "100000"]}
EOF
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: {name: user}
spec:
  securityContext: {runAsUser: 1000}
  containers:
  - {name: user, image: busybox, command: [sleep, "100000"]}
EOF
kubectl wait --for=condition=Ready pod/web pod/user --timeout=60s
kubectl debug web --image=busybox -c one -- sleep 100000
kubectl debug web --image=busybox -c two --target=web --profile=general -- sleep 100000
kubectl debug web --image=busybox -c three --target=web --profile=baseline -q --env=A=1 -- sh -c 'echo $A'
kubectl debug web --image=busybox -c four --profile=restricted --image-pull-policy=IfNotPresent --arguments-only -- id
kubectl debug web --image=busybox -c five --profile=netadmin -i --attach=false
kubectl debug pod/web --image=busybox -c six --profile=sysadmin -it --attach=false
kubectl debug web --image=busybox -c one --profile=general -- sh
kubectl debug web --image=busybox -c web --profile=general -- sh
kubectl debug web --image=nope:1 -c bad --profile=general
kubectl debug web --image=busybox -c lost --target=nothing --profile=general
kubectl get pod web
kubectl get pod web -o jsonpath='{.spec.ephemeralContainers}'
kubectl get pod web -o jsonpath='{range .status.ephemeralContainerStatuses[*]}{.name}{" "}{.ready}{" "}{.restartCount}{"\n"}{end}'
kubectl logs web -c three
kubectl exec web -c one -- hostname
kubectl describe pod web
kubectl debug user --image=busybox -c dbg --profile=sysadmin -- sleep 100000
kubectl debug user --image=busybox -c dbg2 --profile=general -- sleep 100000
kubectl debug web --copy-to=copy1 --image=busybox -c dbg --profile=general -- sleep 100000
kubectl debug web --copy-to=copy2 --set-image='*=busybox' --profile=general
kubectl debug web --copy-to=copy3 --set-image=web=nginx:1.26,side=busybox --share-processes=false --same-node
kubectl debug web --copy-to=copy4 -c web --profile=baseline -- sleep 100000
kubectl debug web --copy-to=copy5 -c web --image=httpd --profile=restricted --keep-labels --keep-annotations --keep-liveness --keep-readiness --keep-startup --keep-init-containers=false
kubectl debug web --copy-to=copy6 -c side --arguments-only --profile=sysadmin --env=B=2 -- 5
kubectl debug web --copy-to=copy7 -c none --profile=general -- sh
kubectl debug user --copy-to=copy8 --image=busybox -c dbg --profile=netadmin --replace
kubectl debug web --copy-to=copy1 --image=busybox -c dbg --profile=general
for i in 1 2 3 4 5 6 8; do kubectl get pod copy$i -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}{"\n"}'; done
kubectl get pod user
kubectl debug node/nope --image=busybox --profile=general
kubectl debug node/controlplane --image=busybox --profile=general -q
kubectl debug node/controlplane --image=busybox --profile=sysadmin -q -c look -- chroot /host
kubectl debug node/controlplane --image=busybox --profile=legacy -q
kubectl debug node/controlplane --image=busybox --profile=netadmin -q
kubectl debug node/controlplane --image=busybox --profile=restricted -q
kubectl get pods -l '!app' --field-selector spec.nodeName=controlplane -o jsonpath='{range .items[?(@.spec.restartPolicy=="Never")]}{.spec.containers[0].name}{.spec.containers[0].volumeMounts}{.spec.containers[0].securityContext}{.spec.hostPID}{.spec.hostNetwork}{.spec.tolerations}{"\n"}{end}' | sed 's/kube-api-access-[a-z0-9]*/TOKEN/g' | sort
kubectl debug
kubectl debug web
kubectl debug --image=busybox
kubectl debug nope --image=busybox
kubectl debug deployment/nope --image=busybox
kubectl debug configmap/kube-root-ca.crt --image=busybox
kubectl debug web --image=BUSY
kubectl debug web --image=busybox --profile=nope
kubectl debug web --image=busybox --image-pull-policy=x
kubectl debug web --image=busybox -t
kubectl debug web --image=busybox --replace
kubectl debug web --image=busybox --same-node
kubectl debug web --image=busybox --set-image=web=nginx
kubectl debug web --copy-to=x
kubectl debug web --copy-to=x -- sh
kubectl debug web --copy-to=x --set-image=web=NGINX
kubectl debug web --copy-to=x --set-image=web
kubectl debug web --copy-to=x --image=busybox --target=web
kubectl debug web --attach
kubectl debug web --image=busybox --env=A
kubectl debug web --image=busybox --nope
kubectl debug web --image=busybox -c x --as jane --profile=general
kubectl delete pod web --now
