# Who uses how much: kubectl top and metrics.k8s.io.
# versions: 1.27,1.31,1.33
kubectl top node
kubectl top nodes --no-headers
kubectl top no --sort-by memory
kubectl top node controlplane --show-capacity
kubectl top node -l kubernetes.io/hostname=node01
kubectl top node -l a=b
kubectl top node nope
kubectl top node a b
kubectl top node controlplane -l a=b
kubectl top node --sort-by disk
kubectl top pod
kubectl top pod -n kube-system
kubectl top pod -A
kubectl top pods -A --sort-by cpu
kubectl top po -A --sort-by=memory --no-headers
kubectl top pod -A --containers --sum
kubectl top pod -n kube-system --sum
kubectl top pod -A --sum --no-headers
kubectl top pod -n kube-system -l k8s-app=kube-dns
kubectl top pod -n kube-system --field-selector metadata.name=etcd-controlplane
kubectl top pod -n kube-system etcd-controlplane --containers
kubectl top pod etcd-controlplane
kubectl top pod -l 'a in b'
kubectl top pod --field-selector a
kubectl top pod x -l a=b
kubectl top pod x --field-selector a=b
kubectl top pod -n nowhere
kubectl apply -f - <<EOF
apiVersion: v1
kind: Pod
metadata: {name: two, labels: {app: two}}
spec:
  containers:
  - {name: web, image: nginx, resources: {requests: {cpu: 200m, memory: 64Mi}, limits: {cpu: 300m, memory: 70Mi}}}
  - {name: cache, image: redis}
EOF
kubectl create deployment stuck --image=nginx:nope
kubectl top pod two
kubectl top pod
kubectl wait --for=condition=Ready pod/two
kubectl top pod
kubectl run slow --image=busybox --labels=app=two -- sleep 3600
kubectl wait --for=condition=Ready pod/slow
kubectl delete pod slow
kubectl top pod
kubectl top pod two --containers
kubectl top pod --containers --sort-by memory
kubectl top pod -l app=stuck
kubectl get podmetrics
kubectl get pods.metrics.k8s.io two -o yaml
kubectl get podmetrics -l app=two -o name
kubectl get podmetrics -A
kubectl get nodes.metrics.k8s.io
kubectl get nodemetrics node01 -o jsonpath='{.usage.memory}'
kubectl get podmetrics nope
kubectl get apiservices v1beta1.metrics.k8s.io
kubectl describe apiservice v1beta1.metrics.k8s.io
kubectl api-resources --api-group metrics.k8s.io
kubectl get --raw /apis/metrics.k8s.io/v1beta1/nodes/node01
kubectl get --raw /apis/metrics.k8s.io/v1beta1/namespaces/default/pods/two
kubectl get --raw /apis/metrics.k8s.io
kubectl top pod --as jane
