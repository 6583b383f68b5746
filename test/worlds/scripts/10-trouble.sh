# Pods that do not become ready.
kubectl run typo --image=ngnix
kubectl run crash --image=busybox -- sh -c 'echo starting; exit 1'
kubectl run done --image=busybox --restart=OnFailure -- true
cat <<EOF | kubectl create -f -
apiVersion: v1
kind: Pod
metadata:
  name: big
spec:
  containers:
  - name: c
    image: nginx
    resources:
      requests:
        cpu: "64"
EOF
cat <<EOF | kubectl create -f -
apiVersion: v1
kind: Pod
metadata:
  name: needs-config
spec:
  containers:
  - name: c
    image: nginx
    envFrom:
    - configMapRef:
        name: nosuch
EOF
cat <<EOF | kubectl create -f -
apiVersion: v1
kind: Pod
metadata:
  name: picky
spec:
  nodeSelector:
    disk: ssd
  containers:
  - name: c
    image: nginx
EOF
kubectl get pods
kubectl describe pod typo
kubectl describe pod crash
kubectl describe pod big
kubectl describe pod needs-config
kubectl logs crash
kubectl logs crash --previous
kubectl logs typo
kubectl logs big
kubectl exec typo -- ls
kubectl get pod crash -o jsonpath='{.status.containerStatuses[0].state}'
kubectl get events --field-selector involvedObject.name=big
kubectl label node node01 disk=ssd
kubectl get pod picky -o wide
kubectl delete pod --all
kubectl get pods
